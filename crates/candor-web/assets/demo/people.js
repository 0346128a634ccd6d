// First names for the people the newcomer plays.

const NAMES = {
  en: ["Emma", "Jack", "Olivia", "Liam", "Grace", "Noah", "Chloe", "Ethan", "Ruby", "Oscar"],
  ru: ["Мария", "Иван", "Ольга", "Павел", "Ксения", "Артём", "Дарья", "Никита", "Вера", "Глеб"],
};

/** A name usual among people who speak the language. */
export function newcomerName(language) {
  const names = NAMES[language] ?? NAMES.en;
  return names[Math.floor(Math.random() * names.length)];
}

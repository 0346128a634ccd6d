//! Who waits while a model thinks: whoever asked, and nobody else.

use super::{dictated::Dictated, *};
use crate::stage::PATIENCE;

#[tokio::test(flavor = "multi_thread")]
async fn who_opts_out_waits_for_no_model_that_others_asked() {
    let (model, mut dictation) = Dictated::begin();
    let hired = Arc::new(Hired::new(model, "dictated-1", PRICES, false));
    let models = Models::new(BTreeMap::from([(Job::Write, vec![hired])]), Budget::default(), Pace::default());
    let stage = Stage::with_one_worker(&example("flower-shop"), models).await;
    let boris = stage.person("Boris", "en");
    stage.says(boris, "/start").await;
    let before = stage.texts(boris).len();
    let anna = stage.person("Anna", "en");
    stage.simulator.user_sends(stage.bot.id, anna, "How much are 15 red roses?").unwrap();
    dictation.is_asked(1).await;
    stage.simulator.user_sends(stage.bot.id, boris, "stop").unwrap();
    let receipt = stage.simulator.wait_for(PATIENCE, |world| {
        let texts = world.chat(stage.bot.id, boris).ok()?.bot_texts().len();
        (texts > before).then_some(())
    });
    receipt.await.unwrap();
    let known = stage.conversation(boris).await;
    assert!(stage.desk.store.is_opted_out(stage.business(), &known.contact).await.unwrap());
    assert_eq!(stage.texts(anna), [""; 0], "the model has not answered yet");
    let answer = "A bouquet of 15 red roses costs 2,900 ₽.";
    dictation.says(&json!({"text": answer, "step": "", "facts": []}).to_string());
    dictation.ends();
    stage.settle().await;
    assert!(stage.texts(anna)[0].contains(answer), "{:?}", stage.texts(anna));
    assert_eq!(stage.last_reasons(anna).await.writer, "dictated-1");
    stage.strike().await;
}

mod access;
mod gate;
mod house;
mod inbox;
mod scripts;
mod words;
mod reports;

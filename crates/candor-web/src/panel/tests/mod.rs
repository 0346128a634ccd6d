mod access;
mod gate;
mod house;
mod inbox;
mod reports;
mod scripts;
mod words;

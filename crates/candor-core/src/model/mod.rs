//! What is asked of a language model and what it answers, as plain data. The model fills in a closed list of things heard
//! and writes words; it never acts. Which model, over which wire and at what price is the connection's and the desk's.

mod breaker;
mod budget;
mod cost;
mod fence;
mod reply;
mod request;

pub use self::{
    breaker::{Breaker, State},
    budget::{Budget, Limit, Overdrawn, Spent},
    cost::{Cost, Prices, Tokens},
    fence::{fenced, nameless},
    reply::{ModelReply, Stop},
    request::{Job, Line, ModelRequest, Shape, Speaker},
};

//! What the lists, annexes and people say together, on small lists that are made up.

mod absence;
mod days;
mod doubts;
mod membership;
mod names;
mod order;
mod season;
mod statuses;
mod taken;

//! Nothing runs: every attack rendered in every engine, by the reader, and by
//! what the reader must not be like, so that silence is known to mean something.

mod control;
mod faults;
mod limits;
mod rendering;
mod same_model;

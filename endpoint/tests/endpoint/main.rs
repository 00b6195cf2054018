//! The endpoint from outside: over its routes, and as a program.

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[cfg(unix)]
mod binary;
mod connections;
mod counting;
#[cfg(unix)]
mod crash;
mod gates;
mod http;
#[cfg(unix)]
mod nginx;
#[cfg(unix)]
mod serving;
mod streams;
mod support;

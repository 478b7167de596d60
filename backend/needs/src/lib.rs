//! Needs: reported, answered, endorsed, published, met.

pub mod exports;
pub mod needs;
pub mod routes;

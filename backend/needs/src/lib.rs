//! Needs: reported, answered, endorsed, published, met.

pub mod needs;
pub mod routes;

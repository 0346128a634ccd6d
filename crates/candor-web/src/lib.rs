//! Shows: pages, panel and API.

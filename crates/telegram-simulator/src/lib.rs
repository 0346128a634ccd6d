//! Pretends: a Bot API server on localhost, validated against the Bot API schema.

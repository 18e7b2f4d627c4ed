//! The embedded gateway: imitates EnOS by its documented rules and shares no code with the client.

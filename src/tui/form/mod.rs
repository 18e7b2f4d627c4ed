//! Forms: field kinds, focus, editing.

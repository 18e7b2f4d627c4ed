//! Picks one of many.
/// stub
#[derive(Debug)] pub struct PickItem; 
/// stub
#[derive(Debug)] pub struct Picker;
/// stub
#[derive(Debug)] pub struct PickerEvent;

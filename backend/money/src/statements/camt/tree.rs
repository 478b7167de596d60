//! A small XML document as a tree of elements, for messages of banks. Nothing outside the file is ever read: a document type
//! is refused, and so is every entity that XML itself does not know.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::xml::character;

/// Elements inside one another.
const MAX_DEPTH: usize = 32;
/// Elements of one file.
const MAX_ELEMENTS: usize = 500_000;

/// One element.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub name: String,
    /// Where it stands, such as `Ntry[3]/Amt`; empty for the root.
    pub place: String,
    /// The attribute `Ccy`, the only one that counts.
    pub currency: Option<String>,
    pub text: String,
    pub children: Vec<Element>,
}

impl Element {
    /// The first child of this name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// Every child of this name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The element at the end of a path of first children.
    pub fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// The trimmed text at the end of a path; empty when there is none.
    pub fn text(&self, path: &[&str]) -> &str {
        self.at(path).map_or("", |element| element.text.trim())
    }
}

/// The root of a document, or why it cannot be read.
pub(super) fn parse(text: &str) -> Result<Element, String> {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let (mut open, mut root): (Vec<Element>, Option<Element>) = (Vec::new(), None);
    let mut seen = Seen::default();
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        match event {
            Event::Start(start) => {
                if root.is_some() || open.len() >= MAX_DEPTH {
                    return Err("the file has more than one root, or elements lie too deep in one another".to_owned());
                }
                let element = element(&start, open.last(), &mut seen)?;
                open.push(element);
            }
            Event::Empty(start) => {
                let parent = open.last_mut().ok_or("the file is one empty element")?;
                let element = element(&start, Some(&*parent), &mut seen)?;
                parent.children.push(element);
            }
            Event::End(_) => {
                let done = open.pop().ok_or("an element ends that never began")?;
                match open.last_mut() {
                    Some(parent) => parent.children.push(done),
                    None => root = Some(done),
                }
            }
            Event::Text(part) => say(&mut open, &part)?,
            Event::CData(part) => say(&mut open, &part)?,
            Event::GeneralRef(part) => say(&mut open, character(&part)?.encode_utf8(&mut [0; 4]))?,
            Event::DocType(_) => return Err("the file declares a document type".to_owned()),
            Event::Eof if open.is_empty() => return root.ok_or_else(|| "the file holds no element".to_owned()),
            Event::Eof => return Err("the file breaks off".to_owned()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// How many elements there were so far.
#[derive(Default)]
struct Seen {
    elements: usize,
    entries: usize,
}

fn element(start: &BytesStart<'_>, parent: Option<&Element>, seen: &mut Seen) -> Result<Element, String> {
    let name = start.local_name().as_ref().to_owned();
    seen.elements += 1;
    if seen.elements > MAX_ELEMENTS {
        return Err("the file has too many elements".to_owned());
    }
    let currency = start.try_get_attribute("Ccy").map_err(|error| error.to_string())?.map(|attribute| attribute.value.into_owned());
    let place = match parent {
        None => String::new(),
        Some(_) if name == "Ntry" => {
            seen.entries += 1;
            format!("Ntry[{}]", seen.entries)
        }
        Some(parent) if parent.place.is_empty() => name.clone(),
        Some(parent) => format!("{}/{name}", parent.place),
    };
    Ok(Element { name, place, currency, ..Element::default() })
}

/// Text belongs to the element that is open; between elements only white space stands.
fn say(open: &mut [Element], part: &str) -> Result<(), String> {
    match open.last_mut() {
        Some(element) => element.text.push_str(part),
        None if part.trim().is_empty() => {}
        None => return Err("there is text outside of the document".to_owned()),
    }
    Ok(())
}

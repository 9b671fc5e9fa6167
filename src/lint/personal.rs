//! Which fields of a payload sound like data of a person, or like a secret: a small dictionary, asked
//! for the words of a field's name. It would rather miss one than take an innocent one.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use crate::catalog::Catalog;
use crate::catalog::event::Event;
use crate::catalog::field::{self, Field};
use crate::catalog::meaning::{self, Meaning};
use crate::config::PersonalData;
use crate::document::kinds::event::Pii;
use crate::finding::is_slip;
use crate::lint::words::words;

/// The dictionary of a catalog: ours, with what its settings add and take away.
#[derive(Debug)]
pub struct Dictionary {
    added: Vec<Vec<String>>,
    ignored: Vec<Vec<String>>,
    personal: Names,
    secrets: Names,
    /// Whether a path may be in it, by the name that it ends with. Many events have the same fields.
    known: RefCell<HashMap<String, bool>>,
}

/// Names by their last words, since a field is asked for once for all of them.
type Names = BTreeMap<&'static str, Vec<&'static str>>;

impl Dictionary {
    /// The dictionary with the settings of a catalog.
    pub fn of(settings: Option<&PersonalData>) -> Self {
        let all = |names: &[String]| names.iter().map(|name| words(name)).collect();
        Dictionary {
            added: settings.map(|settings| all(&settings.add)).unwrap_or_default(),
            ignored: settings.map(|settings| all(&settings.ignore)).unwrap_or_default(),
            personal: by_last_word(&PERSONAL),
            secrets: by_last_word(&SECRETS),
            known: RefCell::default(),
        }
    }

    /// Whether a path that ends with this name may be in the dictionary: all that it has is found by
    /// its last word. A name without a word leaves that to the one before it.
    fn may_have(&self, name: &str) -> bool {
        if let Some(known) = self.known.borrow().get(name) {
            return *known;
        }
        let words = words(name);
        let is_last = |last: &String| {
            let all = [Some(last.as_str()), last.strip_suffix('s')].into_iter().flatten();
            let mut all = all
                .filter(|last| self.personal.contains_key(last) || self.secrets.contains_key(last));
            let is_added = || self.added.iter().any(|name| name.last() == Some(last));
            last == "token" || all.next().is_some() || is_added()
        };
        let may = words.last().is_none_or(is_last);
        self.known.borrow_mut().insert(name.to_owned(), may);
        may
    }

    /// The fields of an event's newest version that sound personal and that it does not declare.
    pub fn undeclared_personal<'a>(&self, event: &'a Event) -> Vec<&'a str> {
        self.undeclared(event, |words| self.is_personal(words))
    }

    /// The fields of an event's newest version that sound like secrets and that it does not declare.
    pub fn undeclared_secrets<'a>(&self, event: &'a Event) -> Vec<&'a str> {
        self.undeclared(event, |words| self.is_secret(words))
    }

    fn undeclared<'a>(&self, event: &'a Event, is: impl Fn(&[String]) -> bool) -> Vec<&'a str> {
        let mut found = Vec::new();
        let payload = event.newest().payload.as_ref();
        let fields = payload.map(|payload| payload.fields.as_slice()).unwrap_or_default();
        self.walk(fields, &is, &mut found);
        // A field of `pii` that is not there and is spelt almost alike means this one: that has its
        // own finding.
        let is_absent = |name: &str| field::find(fields, name).is_none();
        let is_meant = |declared: &Pii, path: &str| {
            let name = declared.field.value.as_str();
            let name = name.strip_prefix("payload.").unwrap_or(name);
            is_absent(name) && is_slip(name, path)
        };
        let pii = &event.stated.pii;
        found.retain(|path| {
            !is_declared(pii, path) && !pii.iter().any(|declared| is_meant(declared, path))
        });
        found
    }

    fn walk<'a>(
        &self,
        fields: &'a [Field],
        is: &impl Fn(&[String]) -> bool,
        found: &mut Vec<&'a str>,
    ) {
        for field in fields {
            let sounds = || {
                let path = words(&field.path);
                let ignored =
                    self.ignored.iter().any(|one| *one == words(&field.name) || *one == path);
                !ignored && is(&path)
            };
            if self.may_have(&field.name) && holds_text(field) && sounds() {
                // What lies within it is the same data.
                found.push(&field.path);
            } else {
                self.walk(&field.children, is, found);
            }
        }
    }

    fn is_personal(&self, path: &[String]) -> bool {
        let added = self.added.iter().any(|name| !name.is_empty() && path.ends_with(name));
        added || ends_with_any(path, &self.personal) && !is_of_no_person(path)
    }

    fn is_secret(&self, path: &[String]) -> bool {
        let lone_token = path.last().is_some_and(|word| word == "token") && path.len() == 1;
        lone_token || ends_with_any(path, &self.secrets)
    }
}

/// Whether the newest payload of an event certainly has no field that an entry of `pii` names.
pub fn is_absent(catalog: &Catalog, event: &Event, pii: &Pii) -> bool {
    let Some(payload) = event.newest().payload.as_ref() else { return false };
    let path = pii.field.value.strip_prefix("payload.").unwrap_or(&pii.field.value);
    let meant = meaning::meaning(Some(payload), catalog.envelope.as_ref(), path);
    meant == Meaning::Absent && !plain_paths(&payload.fields).contains(&path.replace("[]", ""))
}

/// The paths of all fields, the items of a list by the list's.
pub fn plain_paths(fields: &[Field]) -> Vec<String> {
    field::all(fields).map(|field| field.path.replace("[]", "")).collect()
}

fn by_last_word(names: &[&'static str]) -> Names {
    let mut by_last = Names::new();
    for name in names {
        let last = name.rsplit(' ').next().unwrap_or(name);
        by_last.entry(last).or_default().push(name);
    }
    by_last
}

/// Whether a path ends with one of these names; of its last word, the plural too.
fn ends_with_any(path: &[String], names: &Names) -> bool {
    let Some(last) = path.last() else { return false };
    let mut known = [Some(last.as_str()), last.strip_suffix('s')].into_iter().flatten();
    known.any(|last| {
        names.get(last).is_some_and(|names| names.iter().any(|name| ends_with(path, name)))
    })
}

/// Whether a field is in `pii`, or what it lies in, or what lies in it.
fn is_declared(pii: &[Pii], path: &str) -> bool {
    let plain = |path: &str| path.replace("[]", "");
    let path = plain(path);
    pii.iter().any(|declared| {
        let field = &declared.field.value;
        let field = plain(field.strip_prefix("payload.").unwrap_or(field));
        let within = |inner: &str, outer: &str| {
            inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        within(&path, &field) || within(&field, &path)
    })
}

/// Whether a field can hold any text: not one of a few words, a number, a flag or a bare id. An object
/// whose fields are stated holds what they do.
fn holds_text(field: &Field) -> bool {
    let words = ["string", "string (email)", "string (date)", "string (ipv4)", "string (ipv6)"];
    let mut kinds = field.kinds().map(|kind| kind.trim_start_matches("list of "));
    let within = || field.children.is_empty() || field.children.iter().any(holds_text);
    let holds = |kind: &str| words.contains(&kind) || kind.starts_with("object") && within();
    field.values.is_empty() && kinds.any(holds)
}

fn is_of_no_person(path: &[String]) -> bool {
    path.iter().any(|word| NO_PERSON.contains(&word.as_str()))
}

/// Whether a path ends with these words; of the last one, the plural too.
fn ends_with(path: &[String], name: &str) -> bool {
    let singular = |word: &str, known: &str| word == known || word.strip_suffix('s') == Some(known);
    let mut path = path.iter().rev();
    let mut name = name.rsplit(' ').enumerate();
    name.all(|(at, known)| {
        path.next().is_some_and(|word| if at == 0 { singular(word, known) } else { word == known })
    })
}

/// Names of fields that hold a person's data.
const PERSONAL: [&str; 57] = [
    "email",
    "e mail",
    "email address",
    "mail address",
    "phone",
    "telephone",
    "phone number",
    "telephone number",
    "mobile number",
    "mobile phone",
    "msisdn",
    "first name",
    "last name",
    "firstname",
    "lastname",
    "full name",
    "fullname",
    "given name",
    "family name",
    "middle name",
    "maiden name",
    "surname",
    "customer name",
    "patient name",
    "passenger name",
    "guest name",
    "birth date",
    "birthdate",
    "birthday",
    "date of birth",
    "dob",
    "ssn",
    "social security number",
    "national id",
    "passport",
    "passport number",
    "tax id",
    "tax number",
    "driving licence number",
    "driver license number",
    "iban",
    "card number",
    "credit card number",
    "bank account number",
    "street",
    "street address",
    "street name",
    "postal address",
    "home address",
    "shipping address",
    "billing address",
    "delivery address",
    "mailing address",
    "ip address",
    "remote ip",
    "client ip",
    "card holder name",
];

/// Words in a path that say that the data is nobody's own, or no longer readable.
const NO_PERSON: [&str; 53] = [
    "company",
    "shop",
    "store",
    "warehouse",
    "depot",
    "branch",
    "office",
    "hub",
    "venue",
    "hotel",
    "restaurant",
    "cafe",
    "clinic",
    "hospital",
    "pharmacy",
    "school",
    "dealer",
    "retailer",
    "distributor",
    "organisation",
    "organization",
    "supplier",
    "vendor",
    "merchant",
    "carrier",
    "manufacturer",
    "support",
    "service",
    "server",
    "node",
    "cluster",
    "balancer",
    "router",
    "gateway",
    "proxy",
    "firewall",
    "container",
    "instance",
    "system",
    "template",
    "site",
    "station",
    "host",
    "reply",
    "noreply",
    "bank",
    "airport",
    "hashed",
    "masked",
    "encrypted",
    "redacted",
    "anonymised",
    "tokenised",
];

/// Names of fields that hold a secret.
const SECRETS: [&str; 20] = [
    "password",
    "passwd",
    "passphrase",
    "secret",
    "client secret",
    "api key",
    "apikey",
    "access token",
    "refresh token",
    "auth token",
    "authentication token",
    "bearer token",
    "session token",
    "reset token",
    "private key",
    "secret key",
    "cvv",
    "cvc",
    "cvv2",
    "security code",
];

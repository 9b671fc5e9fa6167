//! Names, composed from lists: `SeasonalInvoiceApproved` lies on `seasonal-invoice-events`.

const NOUNS: [&str; 40] = [
    "Order",
    "Invoice",
    "Payment",
    "Shipment",
    "Parcel",
    "Return",
    "Refund",
    "Voucher",
    "Basket",
    "Customer",
    "Account",
    "Address",
    "Contract",
    "Product",
    "Price",
    "Discount",
    "Supplier",
    "Warehouse",
    "Pallet",
    "Delivery",
    "Route",
    "Driver",
    "Carrier",
    "Claim",
    "Complaint",
    "Ticket",
    "Booking",
    "Reservation",
    "Subscription",
    "Campaign",
    "Newsletter",
    "Review",
    "Rating",
    "Transfer",
    "Settlement",
    "Statement",
    "Budget",
    "Forecast",
    "Inspection",
    "Audit",
];
const QUALIFIERS: [&str; 40] = [
    "Seasonal",
    "Recurring",
    "Partial",
    "Express",
    "Wholesale",
    "Retail",
    "Regional",
    "Domestic",
    "Foreign",
    "Corporate",
    "Private",
    "Bulk",
    "Prepaid",
    "Deferred",
    "Standing",
    "Temporary",
    "Primary",
    "Secondary",
    "Internal",
    "External",
    "Manual",
    "Scheduled",
    "Urgent",
    "Fragile",
    "Frozen",
    "Digital",
    "Printed",
    "Insured",
    "Certified",
    "Preferred",
    "Annual",
    "Monthly",
    "Weekly",
    "Daily",
    "Nightly",
    "Central",
    "Northern",
    "Southern",
    "Eastern",
    "Western",
];
const VERBS: [&str; 30] = [
    "Placed",
    "Issued",
    "Approved",
    "Rejected",
    "Cancelled",
    "Confirmed",
    "Created",
    "Updated",
    "Archived",
    "Closed",
    "Reopened",
    "Assigned",
    "Released",
    "Suspended",
    "Resumed",
    "Expired",
    "Renewed",
    "Verified",
    "Corrected",
    "Forwarded",
    "Received",
    "Returned",
    "Split",
    "Merged",
    "Priced",
    "Paid",
    "Posted",
    "Reconciled",
    "Withdrawn",
    "Completed",
];
const DOMAINS: [&str; 20] = [
    "ordering",
    "billing",
    "payments",
    "shipping",
    "returns",
    "catalogue",
    "pricing",
    "customers",
    "identity",
    "inventory",
    "purchasing",
    "marketing",
    "support",
    "logistics",
    "accounting",
    "planning",
    "quality",
    "legal",
    "insurance",
    "loyalty",
];

/// The nth of a list whose words are combined with ever more qualifiers, so that none comes twice.
fn nth(words: &[&str], index: usize) -> String {
    let word = words[index % words.len()];
    let mut name = String::new();
    let mut left = index / words.len();
    while left > 0 {
        left -= 1;
        name.insert_str(0, QUALIFIERS[left % QUALIFIERS.len()]);
        left /= QUALIFIERS.len();
    }
    name.push_str(word);
    name
}

/// What the events of a topic are about: `SeasonalInvoice`.
pub(crate) fn entity(topic: usize) -> String {
    nth(&NOUNS, topic)
}

/// An event of a topic: which of its events it is.
pub(crate) fn event(topic: usize, turn: usize) -> String {
    format!("{}{}", entity(topic), nth(&VERBS, turn))
}

/// A topic: `seasonal-invoice-events`.
pub(crate) fn topic(index: usize) -> String {
    format!("{}-events", kebab(&entity(index)))
}

/// The dead-letter queue of a topic.
pub(crate) fn dlq(index: usize) -> String {
    format!("{}.DLQ", topic(index))
}

/// A service: `seasonal-invoice-service`.
pub(crate) fn service(index: usize) -> String {
    format!("{}-service", kebab(&entity(index)))
}

/// The store of a service.
pub(crate) fn store(service: usize) -> String {
    format!("{}-db", kebab(&entity(service)))
}

/// A domain: `billing`, and `seasonal-billing` when the list is used up.
pub(crate) fn domain(index: usize) -> String {
    kebab(&nth(&DOMAINS, index))
}

/// The team of a domain.
pub(crate) fn team(domain: usize) -> String {
    format!("{}-team", self::domain(domain))
}

/// `SeasonalInvoice` as `seasonal-invoice`; `Seasonalbilling` as `seasonal-billing` cannot be seen
/// from its letters, so a qualifier is known by the list.
pub(crate) fn kebab(name: &str) -> String {
    let mut text = String::new();
    let mut rest = name;
    while let Some(qualifier) = QUALIFIERS.iter().find(|known| rest.starts_with(**known)) {
        text.push_str(&qualifier.to_lowercase());
        text.push('-');
        rest = &rest[qualifier.len()..];
    }
    for (index, letter) in rest.char_indices() {
        if index > 0 && letter.is_uppercase() {
            text.push('-');
        }
        text.extend(letter.to_lowercase());
    }
    text
}

/// `seasonal-invoice` as `Seasonal invoice`.
pub(crate) fn title(name: &str) -> String {
    let words = name.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// `SeasonalInvoice` as `seasonalInvoice`.
pub(crate) fn camel(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

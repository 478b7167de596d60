//! The XML of a fully digital invoice (数电票): the few fields that are compared. Everything else in it is left alone.

use quick_xml::Reader;
use quick_xml::events::Event;
use yichuang_domain::fault::Fault;
use yichuang_domain::money::Fen;
use yichuang_domain::rules::invoices::Invoice;
use yichuang_domain::time::Day;

use crate::xml::character;

/// Elements inside one another that a file may have; a real one has six.
const MAX_DEPTH: usize = 32;

/// What was found, each the text of one element.
#[derive(Default)]
struct Found {
    number: String,
    issued: String,
    seller_name: String,
    seller_uscc: String,
    buyer_name: String,
    buyer_uscc: String,
    amount: String,
    tax: String,
    total: String,
}

impl Found {
    /// The field that an element of this name fills, if any.
    fn field(&mut self, name: &str) -> Option<&mut String> {
        Some(match name {
            "InvoiceNumber" | "EIid" => &mut self.number,
            "IssueTime" => &mut self.issued,
            "SellerName" => &mut self.seller_name,
            "SellerIdNum" => &mut self.seller_uscc,
            "BuyerName" => &mut self.buyer_name,
            "BuyerIdNum" => &mut self.buyer_uscc,
            "TotalAmWithoutTax" => &mut self.amount,
            "TotalTaxAm" => &mut self.tax,
            "TotalTax-includedAmount" => &mut self.total,
            _ => return None,
        })
    }
}

/// What the file says of its invoice.
///
/// # Errors
/// `malformed` when it is no XML, or declares entities; `missing` for every field that it does not have; a fault of the
/// amounts and the day. The pointer is always `/xml`.
pub fn read(text: &str) -> Result<Invoice, Vec<Fault>> {
    let found = found(text).map_err(|detail| vec![Fault::new("/xml", "malformed", detail)])?;
    let mut faults = Vec::new();
    let mut missing = |name: &str, text: &str| {
        if text.is_empty() {
            faults.push(Fault::new("/xml", "missing", format!("The file of the invoice has no {name}")));
        }
    };
    missing("InvoiceNumber", &found.number);
    missing("SellerName", &found.seller_name);
    missing("BuyerName", &found.buyer_name);
    let day = found.issued.get(..10).unwrap_or_default();
    let issued_on =
        Day::parse(day).map_err(|_| faults.push(Fault::new("/xml", "malformed", "IssueTime is no day").with_actual(&found.issued)));
    let mut amount = |name: &str, text: &str| {
        let parsed = Fen::parse(text);
        parsed.map_err(|error| faults.push(Fault::new("/xml", "malformed", format!("{name}: {error}")).with_actual(text)))
    };
    let amounts =
        (amount("TotalAmWithoutTax", &found.amount), amount("TotalTaxAm", &found.tax), amount("TotalTax-includedAmount", &found.total));
    match (issued_on, amounts) {
        (Ok(issued_on), (Ok(amount), Ok(tax), Ok(total))) if faults.is_empty() => Ok(Invoice {
            number: found.number,
            issued_on,
            seller_name: found.seller_name,
            seller_uscc: found.seller_uscc,
            buyer_name: found.buyer_name,
            buyer_uscc: Some(found.buyer_uscc).filter(|code| !code.is_empty()),
            amount,
            tax,
            total,
        }),
        _ => Err(faults),
    }
}

/// The first text of every element that is looked for.
fn found(text: &str) -> Result<Found, String> {
    let mut reader = Reader::from_str(text);
    let mut found = Found::default();
    let mut path: Vec<String> = Vec::new();
    let mut text = String::new();
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(start) => {
                text.clear();
                path.push(start.local_name().as_ref().to_owned());
                if path.len() > MAX_DEPTH {
                    return Err("elements lie too deep in one another".to_owned());
                }
            }
            Event::End(_) => {
                keep(&mut found, path.pop().as_deref(), text.trim());
                text.clear();
            }
            Event::Text(part) => text.push_str(&part),
            Event::CData(part) => text.push_str(&part),
            Event::GeneralRef(part) => text.push(character(&part)?),
            Event::DocType(_) => return Err("the file declares entities".to_owned()),
            Event::Eof if path.is_empty() => return Ok(found),
            Event::Eof => return Err("the file breaks off".to_owned()),
            _ => {}
        }
    }
}

fn keep(found: &mut Found, name: Option<&str>, text: &str) {
    let field = name.and_then(|name| found.field(name));
    if let Some(field) = field.filter(|field| field.is_empty()) {
        text.clone_into(field);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(total: &str) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><EInvoice><Header><EIid>26322000000000000001</EIid></Header><EInvoiceData>\
             <SellerInformation><SellerIdNum>52310115MJ9000022D</SellerIdNum><SellerName>示例中心</SellerName></SellerInformation>\
             <BuyerInformation><BuyerName>示例区民政局</BuyerName></BuyerInformation>\
             <BasicInformation><TotalAmWithoutTax>97087.38</TotalAmWithoutTax><TotalTaxAm>2912.62</TotalTaxAm>\
             <TotalTax-includedAmount>{total}</TotalTax-includedAmount></BasicInformation></EInvoiceData>\
             <TaxSupervisionInfo><InvoiceNumber>26322000000000000001</InvoiceNumber><IssueTime>2026-07-10 09:30:00</IssueTime>\
             </TaxSupervisionInfo></EInvoice>"
        )
    }

    #[test]
    fn the_fields_of_an_invoice_are_read_from_its_file() {
        let invoice = read(&file("100000.00")).unwrap();
        assert_eq!((invoice.number.as_str(), invoice.issued_on.to_string().as_str()), ("26322000000000000001", "2026-07-10"));
        assert_eq!((invoice.seller_name.as_str(), invoice.buyer_name.as_str()), ("示例中心", "示例区民政局"));
        assert_eq!((invoice.total.to_string(), invoice.buyer_uscc), ("100000.00".to_owned(), None));
    }

    #[test]
    fn what_is_no_invoice_is_refused_with_every_reason() {
        let codes = |text: &str| read(text).unwrap_err().into_iter().map(|fault| fault.code).collect::<Vec<_>>();
        assert_eq!(codes("not xml <"), ["malformed"]);
        assert_eq!(codes("<EInvoice></EInvoice>").len(), 7);
        assert_eq!(codes("<!DOCTYPE a [<!ENTITY b \"c\">]><EInvoice>&b;</EInvoice>"), ["malformed"]);
        assert_eq!(codes(&"<a>".repeat(40)), ["malformed"]);
        assert_eq!(codes(&file("1e5")), ["malformed"]);
        assert_eq!(read(&file("100000.00").replace("示例中心", "甲&amp;乙")).unwrap().seller_name, "甲&乙");
    }
}

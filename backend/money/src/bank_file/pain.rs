//! The same payments as an ISO 20022 message `pain.001.001.09`: one group for each account that pays.
//!
//! Names of the elements are those of the standard, `CustomerCreditTransferInitiationV09`. Accounts and banks of mainland
//! China have no IBAN and often no BIC: accounts stand as other identifications, banks by their number in the payment
//! system (external clearing system code `CNAPS`).

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use yichuang_domain::fault::Fault;
use yichuang_domain::money::{Fen, MoneyError};

use super::{Head, Line, Payer};

const NAMESPACE: &str = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
type Xml = Writer<Vec<u8>>;

/// The lines of one account that pays, in their order.
struct Group<'a> {
    payer: &'a Payer,
    lines: Vec<&'a Line>,
}

/// What keeps the lines from being written: a line without an account that pays it.
pub(super) fn faults(lines: &[Line], pointer: impl Fn(usize) -> String) -> Vec<Fault> {
    let without = lines.iter().enumerate().filter(|(_, line)| line.payer.is_none());
    let detail = "A message of this form names the account that pays; it is entered with the fund";
    without.map(|(index, _)| Fault::new(format!("{}/payer", pointer(index)), "payer_missing", detail)).collect()
}

/// The bytes of the message; they follow from head and lines alone.
pub(super) fn write(head: &Head, lines: &[Line]) -> io::Result<Vec<u8>> {
    let groups = groups(lines);
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.create_element("Document").with_attribute(("xmlns", NAMESPACE)).write_inner_content(|xml| {
        xml.create_element("CstmrCdtTrfInitn").write_inner_content(|xml| {
            group_header(xml, head, lines, &groups)?;
            (1..).zip(&groups).try_for_each(|(n, group)| payment_information(xml, head, n, group))
        })?;
        Ok(())
    })?;
    let mut bytes = xml.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

/// By the account that pays, in the order in which each comes first.
fn groups(lines: &[Line]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for line in lines {
        let Some(payer) = &line.payer else { continue };
        match groups.iter_mut().find(|group| group.payer == payer) {
            Some(group) => group.lines.push(line),
            None => groups.push(Group { payer, lines: vec![line] }),
        }
    }
    groups
}

fn sum<'a>(lines: impl IntoIterator<Item = &'a Line>) -> io::Result<String> {
    let sum = Fen::sum(lines.into_iter().map(|line| line.amount));
    sum.map(|sum| sum.to_string()).map_err(|error: MoneyError| io::Error::other(error.to_string()))
}

fn text(xml: &mut Xml, name: &str, value: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(value)).map(drop)
}

fn group_header(xml: &mut Xml, head: &Head, lines: &[Line], groups: &[Group<'_>]) -> io::Result<()> {
    let total = sum(lines)?;
    let initiator = groups.first().map_or("", |group| group.payer.account_name.as_str());
    xml.create_element("GrpHdr").write_inner_content(|xml| {
        text(xml, "MsgId", &head.reference)?;
        text(xml, "CreDtTm", &head.made_at)?;
        text(xml, "NbOfTxs", &lines.len().to_string())?;
        text(xml, "CtrlSum", &total)?;
        xml.create_element("InitgPty").write_inner_content(|xml| text(xml, "Nm", initiator))?;
        Ok(())
    })?;
    Ok(())
}

fn payment_information(xml: &mut Xml, head: &Head, n: usize, group: &Group<'_>) -> io::Result<()> {
    let total = sum(group.lines.iter().copied())?;
    xml.create_element("PmtInf").write_inner_content(|xml| {
        text(xml, "PmtInfId", &format!("{}-{n}", head.reference))?;
        text(xml, "PmtMtd", "TRF")?;
        text(xml, "NbOfTxs", &group.lines.len().to_string())?;
        text(xml, "CtrlSum", &total)?;
        xml.create_element("ReqdExctnDt").write_inner_content(|xml| text(xml, "Dt", &head.day))?;
        xml.create_element("Dbtr").write_inner_content(|xml| text(xml, "Nm", &group.payer.account_name))?;
        account(xml, "DbtrAcct", &group.payer.account_number)?;
        agent(xml, "DbtrAgt", &group.payer.cnaps, &group.payer.bank_name)?;
        group.lines.iter().try_for_each(|line| transfer(xml, line))
    })?;
    Ok(())
}

fn transfer(xml: &mut Xml, line: &Line) -> io::Result<()> {
    xml.create_element("CdtTrfTxInf").write_inner_content(|xml| {
        xml.create_element("PmtId").write_inner_content(|xml| text(xml, "EndToEndId", &line.number))?;
        xml.create_element("Amt").write_inner_content(|xml| {
            let amount = xml.create_element("InstdAmt").with_attribute(("Ccy", "CNY"));
            amount.write_text_content(BytesText::new(&line.amount.to_string())).map(drop)
        })?;
        agent(xml, "CdtrAgt", &line.cnaps, &line.bank_name)?;
        xml.create_element("Cdtr").write_inner_content(|xml| text(xml, "Nm", &line.account_name))?;
        account(xml, "CdtrAcct", &line.account_number)?;
        xml.create_element("RmtInf").write_inner_content(|xml| text(xml, "Ustrd", &line.memo))?;
        Ok(())
    })?;
    Ok(())
}

fn account(xml: &mut Xml, name: &str, number: &str) -> io::Result<()> {
    xml.create_element(name).write_inner_content(|xml| {
        xml.create_element("Id").write_inner_content(|xml| {
            xml.create_element("Othr").write_inner_content(|xml| text(xml, "Id", number))?;
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}

fn agent(xml: &mut Xml, name: &str, cnaps: &str, bank: &str) -> io::Result<()> {
    xml.create_element(name).write_inner_content(|xml| {
        xml.create_element("FinInstnId").write_inner_content(|xml| {
            xml.create_element("ClrSysMmbId").write_inner_content(|xml| {
                xml.create_element("ClrSysId").write_inner_content(|xml| text(xml, "Cd", "CNAPS"))?;
                text(xml, "MmbId", cnaps)
            })?;
            text(xml, "Nm", bank)
        })?;
        Ok(())
    })?;
    Ok(())
}

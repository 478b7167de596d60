//! The chart of accounts.

use crate::string_enum;

string_enum! {
    /// An account of the ledger.
    pub enum Account {
        B10 "B10" "预算授权" "Budget authority; the credit side of every allotment, by allotment";
        B20 "B20" "可用额度" "Available, by allotment";
        B30 "B30" "立项占用" "Reserved for an award, by award";
        B40 "B40" "合同承诺" "Committed by an agreement, by contract";
        B50 "B50" "到期应拨" "Due, by tranche";
        B55 "B55" "已批待付" "Approved for payment, by payment";
        B60 "B60" "已报盘在途" "In a file for the bank, by payment";
        B70 "B70" "已拨付" "Paid, net of what came back, by contract";
        B80 "B80" "收回待处理" "Recovered and not yet disposed of, by award";
        B90 "B90" "结转转出" "Carried to the next year, by allotment";
        B95 "B95" "收回上缴" "Given back to the source, by allotment";
        F1002 "F1002" "银行存款" "Money in the bank, or the quota of a zero-balance account, by bank account";
        F1201 "F1201" "支付在途" "Payments under way, by payment";
        F1221 "F1221" "应收退回款" "Money to be paid back, by clawback";
        F2202 "F2202" "应付资助款" "Grants payable, by tranche";
        F3001 "F3001" "限定性净资产/拨款收入" "Money received for grants, by source";
        F5001 "F5001" "项目资助费用" "Cost of grants, by contract";
        F3901 "F3901" "上缴财政/返还出资方" "Money given back, by source";
    }
}

string_enum! {
    /// One of the two parts of a journal that balance on their own.
    pub enum Layer {
        Budget "budget" "预算控制" "What may still be spent";
        Financial "financial" "财务" "What is owed and paid";
    }
}

string_enum! {
    /// The sign a balance must have.
    pub enum Sign {
        NotNegative "not_negative" "不为负" "Zero or a debit";
        NotPositive "not_positive" "不为正" "Zero or a credit";
    }
}

impl Account {
    /// The layer of the account.
    #[must_use]
    pub const fn layer(self) -> Layer {
        match self {
            Self::B10
            | Self::B20
            | Self::B30
            | Self::B40
            | Self::B50
            | Self::B55
            | Self::B60
            | Self::B70
            | Self::B80
            | Self::B90
            | Self::B95 => Layer::Budget,
            Self::F1002 | Self::F1201 | Self::F1221 | Self::F2202 | Self::F3001 | Self::F5001 | Self::F3901 => Layer::Financial,
        }
    }

    /// The sign of every balance of the account: for the budget layer per allotment and detail, for
    /// the financial layer per detail over all allotments (one bank account holds the money of many).
    #[must_use]
    pub const fn sign(self) -> Sign {
        match self {
            Self::B10 | Self::F1201 | Self::F2202 | Self::F3001 => Sign::NotPositive,
            _ => Sign::NotNegative,
        }
    }

    /// True for the positions that a year-end carries into the next year.
    #[must_use]
    pub const fn is_carried(self) -> bool {
        matches!(self, Self::B20 | Self::B30 | Self::B40 | Self::B50 | Self::B55 | Self::B60)
    }

    /// The account's name in a plain-text export for Beancount.
    #[must_use]
    pub const fn beancount(self) -> &'static str {
        match self {
            Self::B10 => "Equity:Budget:Authority",
            Self::B20 => "Equity:Budget:Available",
            Self::B30 => "Equity:Budget:Reserved",
            Self::B40 => "Equity:Budget:Committed",
            Self::B50 => "Equity:Budget:Due",
            Self::B55 => "Equity:Budget:Approved",
            Self::B60 => "Equity:Budget:Exported",
            Self::B70 => "Equity:Budget:Paid",
            Self::B80 => "Equity:Budget:Recovered",
            Self::B90 => "Equity:Budget:CarriedOut",
            Self::B95 => "Equity:Budget:Lapsed",
            Self::F1002 => "Assets:Bank",
            Self::F1201 => "Liabilities:InTransit",
            Self::F1221 => "Assets:ClawbackReceivable",
            Self::F2202 => "Liabilities:GrantsPayable",
            Self::F3001 => "Income:FundReceipts",
            Self::F5001 => "Expenses:Grants",
            Self::F3901 => "Expenses:ReturnedToSource",
        }
    }
}

//! The lines of the template's own Checker, computed: which of its fields are open.
//!
//! 6.x has 56 of them, the same in all its versions. Earlier versions have fewer and other ones; here they are
//! the same lines by concept, as far as the version asks.

use super::case::{Generation, is_closed};
use crate::domain::Metal;
use crate::domain::cmrt::{
    Answer, CompanyField, CompanyQuestion, DeclaredRow, Form, Question, Reply, SmelterColumn, Special,
};

/// One line of the Checker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CheckerLine {
    /// A field of the company block.
    Field(CompanyField),
    Answer(Question, Metal),
    /// An answer about the company.
    Company(CompanyQuestion),
    PolicyAddress,
    /// The first product.
    Products,
    Smelters(Metal),
    /// Any smelter at all (before 6.0).
    AnySmelter,
    /// Name and country of the smelters that are not listed.
    NotListed,
}

/// The company fields of 6.x's Checker, in its order: its lines 1 to 9.
const FIELDS: [CompanyField; 9] = [
    CompanyField::Name,
    CompanyField::Scope,
    CompanyField::ScopeDescription,
    CompanyField::ContactName,
    CompanyField::ContactEmail,
    CompanyField::ContactPhone,
    CompanyField::AuthorizerName,
    CompanyField::AuthorizerEmail,
    CompanyField::Date,
];

/// The questions of 6.x's Checker, in its order: its lines 10 to 41, four each.
const QUESTIONS: [Question; 8] = [
    Question::Added,
    Question::Remains,
    Question::Covered,
    Question::HighRisk,
    Question::Recycled,
    Question::Answered,
    Question::Identified,
    Question::Reported,
];

impl CheckerLine {
    /// Every line of 6.x's Checker, in its order.
    pub fn all() -> Vec<Self> {
        let mut all: Vec<Self> = FIELDS.map(Self::Field).to_vec();
        all.extend(
            QUESTIONS.iter().flat_map(|question| Metal::ALL.map(|metal| Self::Answer(*question, metal))),
        );
        all.extend([CompanyQuestion::Policy, CompanyQuestion::PolicyPublic].map(Self::Company));
        all.push(Self::PolicyAddress);
        let rest = [
            CompanyQuestion::Validated,
            CompanyQuestion::Diligence,
            CompanyQuestion::Survey,
            CompanyQuestion::Review,
            CompanyQuestion::Corrective,
            CompanyQuestion::Disclosure,
        ];
        all.extend(rest.map(Self::Company));
        all.push(Self::Products);
        all.extend(Metal::ALL.map(Self::Smelters));
        all.push(Self::NotListed);
        all
    }

    /// Its number in 6.x's Checker, 1 to 56; `None` for what 6.x does not ask.
    pub fn number(self) -> Option<usize> {
        Self::all().iter().position(|line| *line == self).map(|index| index + 1)
    }

    /// The rule that reports it.
    pub fn rule(self) -> &'static str {
        match self {
            Self::Field(field) => match field {
                CompanyField::Name => "COMPANY_NAME_MISSING",
                CompanyField::Scope => "SCOPE_MISSING",
                CompanyField::ScopeDescription => "SCOPE_DESCRIPTION_MISSING",
                CompanyField::ContactEmail | CompanyField::AuthorizerEmail => "EMAIL_NOT_VALID",
                CompanyField::AuthorizerName
                | CompanyField::AuthorizerTitle
                | CompanyField::AuthorizerPhone => "AUTHORIZER_MISSING",
                CompanyField::Date => "DATE_MISSING",
                CompanyField::ContactName
                | CompanyField::ContactPhone
                | CompanyField::UniqueId
                | CompanyField::UniqueIdAuthority
                | CompanyField::Address => "CONTACT_MISSING",
            },
            Self::Answer(..) => "ANSWER_MISSING",
            Self::Company(_) => "COMPANY_ANSWER_MISSING",
            Self::PolicyAddress => "POLICY_ADDRESS_MISSING",
            Self::Products => "PRODUCTS_MISSING",
            Self::Smelters(_) | Self::AnySmelter => "SMELTER_MISSING",
            Self::NotListed => "NOT_LISTED_INCOMPLETE",
        }
    }
}

/// By whom the fields of a declaration are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadAs {
    /// As the workbook's formulas see them: English words only, and a blank is something.
    Template,
    /// As a person sees them: a translated answer is an answer, and a field of blanks is empty.
    Reader,
}

impl ReadAs {
    /// Whether nothing is there. A number 0 is nothing, as for the formulas.
    fn is_blank(self, written: &str) -> bool {
        let seen = match self {
            Self::Template => written,
            Self::Reader => written.trim(),
        };
        seen.is_empty() || seen == "0"
    }

    /// Whether a reply is this answer; the formulas know only Yes and No, in English.
    pub(super) fn says(self, reply: &Reply, answer: Answer) -> bool {
        let word = if answer == Answer::Yes { "Yes" } else { "No" };
        match self {
            Self::Template => reply.written.eq_ignore_ascii_case(word),
            Self::Reader => reply.is(answer),
        }
    }
}

/// The open lines of the Checker, in its order. For 6.x their number is what `Checker!D2` shows once Excel
/// has calculated the workbook, when read as the template reads.
pub fn open_lines(form: &Form, read_as: ReadAs) -> Vec<CheckerLine> {
    let sheet = Sheet { form, read_as, generation: Generation::of(form) };
    let mut lines = sheet.fields();
    lines.extend(QUESTIONS.iter().chain(&[Question::Compliant]).flat_map(|q| sheet.answers(*q)));
    if Metal::ALL.into_iter().any(|metal| !is_closed(form, read_as, metal)) {
        lines.extend(sheet.company());
    }
    lines.extend(sheet.products());
    lines.extend(sheet.smelters());
    let not_listed = form.rows.iter().any(is_incomplete);
    lines.extend((sheet.generation == Generation::Third && not_listed).then_some(CheckerLine::NotListed));
    lines
}

/// Whether a row says that the smelter is not listed and does not name it, or not its country.
pub(super) fn is_incomplete(row: &DeclaredRow) -> bool {
    row.special() == Some(Special::NotListed)
        && (row.text(SmelterColumn::Name).trim().is_empty()
            || row.text(SmelterColumn::Country).trim().is_empty())
}

/// Whether the text can be an address on the web, as the versions before 6.0 ask for.
fn names_a_page(read_as: ReadAs, text: &str) -> bool {
    text.contains("www") || (read_as == ReadAs::Reader && text.contains("://"))
}

/// Whether a reply says nothing.
pub(super) fn is_unanswered(reply: &Reply) -> bool {
    ReadAs::Reader.is_blank(&reply.written)
}

struct Sheet<'a> {
    form: &'a Form,
    read_as: ReadAs,
    generation: Generation,
}

impl Sheet<'_> {
    fn reply(&self, question: Question, metal: Metal) -> Option<&Reply> {
        self.form.answers.get(&(question, metal))
    }

    fn says(&self, question: Question, metal: Metal, answer: Answer) -> bool {
        self.reply(question, metal).is_some_and(|reply| self.read_as.says(reply, answer))
    }

    fn is_blank(&self, question: Question, metal: Metal) -> bool {
        self.reply(question, metal).is_none_or(|reply| self.read_as.is_blank(&reply.written))
    }

    fn fields(&self) -> Vec<CheckerLine> {
        let phone = (self.generation == Generation::Second).then_some(CompanyField::AuthorizerPhone);
        let fields = FIELDS.into_iter().chain(phone).filter(|field| {
            self.form.fields.get(field).is_some_and(|input| self.is_open(*field, &input.written))
        });
        fields.map(CheckerLine::Field).collect()
    }

    fn is_open(&self, field: CompanyField, written: &str) -> bool {
        let is_email = matches!(field, CompanyField::ContactEmail | CompanyField::AuthorizerEmail);
        if field == CompanyField::ScopeDescription {
            return self.scope_needs_words() && self.read_as.is_blank(written);
        }
        let is_tested = is_email && self.generation == Generation::Third;
        if is_tested { !written.contains('@') } else { self.read_as.is_blank(written) }
    }

    /// Whether the scope is none of those that say everything by themselves.
    fn scope_needs_words(&self) -> bool {
        let written = self.form.fields.get(&CompanyField::Scope).map_or("", |input| input.written.as_str());
        let is_plain = match self.read_as {
            ReadAs::Template => super::words::is_plain_scope(self.form, written),
            ReadAs::Reader => matches!(self.form.scope, Some(Answer::ScopeCompany | Answer::ScopeProduct)),
        };
        !self.read_as.is_blank(written) && !is_plain
    }

    /// The open lines of one question.
    fn answers(&self, question: Question) -> Vec<CheckerLine> {
        let asked = |metal: &Metal| self.reply(question, *metal).is_some();
        let open = |metal: &Metal| self.is_answer_open(question, *metal);
        let metals = Metal::ALL.into_iter().filter(asked).filter(open);
        metals.map(|metal| CheckerLine::Answer(question, metal)).collect()
    }

    fn is_answer_open(&self, question: Question, metal: Metal) -> bool {
        let blank = self.is_blank(question, metal);
        let yes = |question| self.says(question, metal, Answer::Yes);
        let no = |question| self.says(question, metal, Answer::No);
        match (self.generation, question) {
            (_, Question::Added)
            | (Generation::First, Question::Remains)
            | (Generation::Second, Question::Remains) => blank,
            (Generation::Third, Question::Remains) => {
                !no(Question::Added) && (blank || !yes(Question::Added))
            }
            _ if is_closed(self.form, self.read_as, metal) => false,
            (Generation::First | Generation::Second, _) => blank,
            (Generation::Third, _) => blank || !yes(Question::Added) || !yes(Question::Remains),
        }
    }

    fn company(&self) -> Vec<CheckerLine> {
        let mut lines = Vec::new();
        for question in CompanyQuestion::ALL {
            let Some(reply) = self.form.company.get(&question) else { continue };
            if self.read_as.is_blank(&reply.written) {
                lines.push(CheckerLine::Company(question));
            } else if question == CompanyQuestion::PolicyPublic
                && self.read_as.says(reply, Answer::Yes)
                && self.is_address_open(&reply.comment)
            {
                lines.push(CheckerLine::PolicyAddress);
            }
        }
        lines
    }

    fn is_address_open(&self, comment: &str) -> bool {
        match self.generation {
            // No Checker asks for it; who answers Yes has an address.
            Generation::First => self.read_as.is_blank(comment),
            Generation::Second => !names_a_page(self.read_as, comment),
            Generation::Third => match self.read_as {
                ReadAs::Template => comment.chars().count() <= 1,
                ReadAs::Reader => comment.trim().chars().count() <= 1,
            },
        }
    }

    fn products(&self) -> Option<CheckerLine> {
        let first = self.form.products.iter().find(|product| product.row == self.form.first_product.row);
        let is_missing = first.is_none_or(|product| self.read_as.is_blank(&product.number));
        (self.form.scope == Some(Answer::ScopeProduct) && is_missing).then_some(CheckerLine::Products)
    }

    fn smelters(&self) -> Vec<CheckerLine> {
        let open = Metal::ALL.into_iter().filter(|metal| !is_closed(self.form, self.read_as, *metal));
        if self.generation == Generation::Third {
            return open.filter(|metal| !self.has_smelter(*metal)).map(CheckerLine::Smelters).collect();
        }
        let named = |row: &DeclaredRow| !row.name().is_empty() || row.special().is_some();
        let none = open.count() > 0 && !self.form.rows.iter().any(named);
        none.then_some(CheckerLine::AnySmelter).into_iter().collect()
    }

    fn has_smelter(&self, metal: Metal) -> bool {
        let counts = |row: &&DeclaredRow| row.metal == Some(metal) && is_counted(row.row);
        self.form
            .rows
            .iter()
            .filter(counts)
            .any(|row| !self.read_as.is_blank(row.text(SmelterColumn::LookUp)))
    }
}

/// Whether 6.x's Checker counts a row of the smelter list: its helper column ends before these.
pub(super) fn is_counted(row: u32) -> bool {
    !(2493..=2503).contains(&row)
}

//! JSON, read by hand as RFC 8259 defines it: no member is lost, and nothing of serde is used.

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    Null,
    Boolean(bool),
    /// As it is written.
    Number(String),
    Text(Text),
    List(Vec<Json>),
    Object(Members),
}

/// The members of an object in the order in which they stand.
pub(crate) type Members = Vec<(Text, Json)>;

/// `None` is a string with half of a surrogate pair, which is JSON but no text.
pub(crate) type Text = Option<String>;

impl Json {
    /// Returns `None` if `bytes` are not JSON.
    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let mut rest = Rest(core::str::from_utf8(bytes).ok()?);
        let value = rest.value()?;
        rest.blank().is_empty().then_some(value)
    }

    /// `None` is a number that is too large.
    pub(crate) fn number(&self) -> Option<f64> {
        let Self::Number(digits) = self else { return None };
        digits.parse().ok().filter(|number: &f64| number.is_finite())
    }
}

struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    fn blank(&mut self) -> &'a str {
        self.0 = self.0.trim_start_matches([' ', '\t', '\r', '\n']);
        self.0
    }

    fn take(&mut self, word: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(word)?;
        Some(())
    }

    fn character(&mut self) -> Option<char> {
        let character = self.0.chars().next()?;
        self.take(character.encode_utf8(&mut [0; 4])).map(|()| character)
    }

    fn value(&mut self) -> Option<Json> {
        match self.blank().as_bytes().first()? {
            b'n' => self.take("null").map(|()| Json::Null),
            b't' => self.take("true").map(|()| Json::Boolean(true)),
            b'f' => self.take("false").map(|()| Json::Boolean(false)),
            b'"' => self.text().map(Json::Text),
            b'[' => self.elements("[", "]", Self::value).map(Json::List),
            b'{' => self.elements("{", "}", Self::member).map(Json::Object),
            _ => self.number(),
        }
    }

    fn elements<T>(
        &mut self,
        start: &str,
        end: &str,
        element: impl Fn(&mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        let mut elements = Vec::new();
        self.take(start)?;
        self.blank();
        if self.take(end).is_some() {
            return Some(elements);
        }
        loop {
            elements.push(element(self)?);
            self.blank();
            if self.take(end).is_some() {
                return Some(elements);
            }
            self.take(",")?;
        }
    }

    fn member(&mut self) -> Option<(Text, Json)> {
        self.blank();
        let name = self.text()?;
        self.blank();
        self.take(":")?;
        Some((name, self.value()?))
    }

    fn text(&mut self) -> Option<Text> {
        let mut units = Vec::new();
        self.take("\"")?;
        loop {
            let character = match self.character()? {
                '"' => return Some(String::from_utf16(&units).ok()),
                '\\' => match self.character()? {
                    character @ ('"' | '\\' | '/') => character,
                    'b' => '\u{8}',
                    'f' => '\u{c}',
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    'u' => {
                        let digits = self.0.get(..4)?;
                        self.take(digits)?;
                        let hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
                        units.push(u16::from_str_radix(digits, 16).ok().filter(|_| hex)?);
                        continue;
                    }
                    _ => return None,
                },
                '\0'..' ' => return None,
                character => character,
            };
            units.extend_from_slice(character.encode_utf16(&mut [0; 2]));
        }
    }

    fn number(&mut self) -> Option<Json> {
        let number = self.0;
        let _ = self.take("-");
        if self.take("0").is_none() {
            self.digits()?;
        }
        if self.take(".").is_some() {
            self.digits()?;
        }
        if self.take("e").or_else(|| self.take("E")).is_some() {
            let _ = self.take("+").or_else(|| self.take("-"));
            self.digits()?;
        }
        number.strip_suffix(self.0).map(|digits| Json::Number(digits.into()))
    }

    fn digits(&mut self) -> Option<()> {
        let after = self.0.trim_start_matches(|digit: char| digit.is_ascii_digit());
        let found = after.len() < self.0.len();
        self.0 = after;
        found.then_some(())
    }
}

//! The page in the browser as a person meets it.

use anyhow::{Context as _, Result};
use axum::http::Method;
use serde_json::{Value, json};
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{Key, RequestData, SessionId, WebDriver, WebElement};

use crate::host_page::Record;
use crate::wait;

const READING: &str = include_str!("reading.js");

/// What is in the current window of a session.
#[derive(Clone, Debug)]
pub struct Page {
    driver: WebDriver,
}

impl Page {
    /// The page that this browser shows.
    #[must_use]
    pub fn new(driver: WebDriver) -> Self {
        Self { driver }
    }

    /// The WebDriver session, for what this type has no word for.
    #[must_use]
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Goes to an address and waits for its `load` event.
    ///
    /// # Errors
    /// When the browser cannot get there.
    pub async fn open(&self, url: &str) -> Result<()> {
        self.driver
            .goto(url)
            .await
            .with_context(|| format!("could not open {url}"))
    }

    /// Runs a script whose helpers are those of `reading.js`; `arguments` is
    /// the given list. Returns what it returns.
    ///
    /// # Errors
    /// When the script throws.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        let whole = format!("{READING}\n{script}");
        let answer = self
            .driver
            .execute(whole, arguments)
            .await
            .with_context(|| format!("the script failed: {script}"))?;
        Ok(answer.json().clone())
    }

    /// All the visible text of the page, one line for each block.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn text(&self) -> Result<String> {
        self.text_of("body").await
    }

    /// The visible text of the first element that matches, shadow roots
    /// included; empty when there is none.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn text_of(&self, selector: &str) -> Result<String> {
        let value = self
            .run(
                "const found = deepAll(arguments[0])[0]; return found ? tidy(textOf(found)) : '';",
                vec![json!(selector)],
            )
            .await?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the visible text of the element holds these words, and
    /// returns all of it.
    ///
    /// # Errors
    /// When they do not come: the message has the text instead.
    pub async fn wait_for_text(&self, selector: &str, words: &str) -> Result<String> {
        wait::until(
            &format!("{words:?} in {selector}"),
            || self.text_of(selector),
            |text: &String| text.contains(words),
        )
        .await
    }

    /// The first element that matches, inside shadow roots too, once there is
    /// one.
    ///
    /// # Errors
    /// When none comes.
    pub async fn find(&self, selector: &str) -> Result<WebElement> {
        self.wait_for_count(selector, |count| count > 0).await?;
        let whole = format!("{READING}\nreturn deepAll(arguments[0])[0];");
        Ok(self
            .driver
            .execute(whole, vec![json!(selector)])
            .await?
            .element()?)
    }

    /// How many elements match, inside shadow roots too.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn count(&self, selector: &str) -> Result<u64> {
        let value = self
            .run(
                "return deepAll(arguments[0]).length;",
                vec![json!(selector)],
            )
            .await?;
        Ok(value.as_u64().unwrap_or_default())
    }

    /// Waits until the number of matching elements is acceptable.
    ///
    /// # Errors
    /// When it never is.
    pub async fn wait_for_count(
        &self,
        selector: &str,
        enough: impl Fn(u64) -> bool,
    ) -> Result<u64> {
        wait::until(
            &format!("enough elements that match {selector}"),
            || self.count(selector),
            |count| enough(*count),
        )
        .await
    }

    /// Waits until the script returns true.
    ///
    /// # Errors
    /// When it never does.
    pub async fn wait_until(&self, what: &str, script: &str) -> Result<()> {
        wait::until(
            what,
            || self.run(script, Vec::new()),
            |value| *value == Value::Bool(true),
        )
        .await
        .map(drop)
    }

    /// A computed style of the first element that matches.
    ///
    /// # Errors
    /// When there is none.
    pub async fn style(&self, selector: &str, property: &str) -> Result<String> {
        let value = self
            .run(
                "return getComputedStyle(deepAll(arguments[0])[0]).getPropertyValue(arguments[1]);",
                vec![json!(selector), json!(property)],
            )
            .await?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// The accessible name that the browser computes for an element.
    ///
    /// # Errors
    /// When the driver does not answer.
    pub async fn accessible_name(&self, element: &WebElement) -> Result<String> {
        self.computed(element, "computedlabel").await
    }

    /// The role that the browser computes for an element.
    ///
    /// # Errors
    /// When the driver does not answer.
    pub async fn role(&self, element: &WebElement) -> Result<String> {
        self.computed(element, "computedrole").await
    }

    /// Presses a key as a person does: a trusted event on what has the focus.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn press(&self, key: Key) -> Result<()> {
        self.driver.action_chain().send_keys(key).perform().await?;
        Ok(())
    }

    /// Clicks the middle of the first element that matches, with a trusted
    /// pointer, after scrolling it into view.
    ///
    /// # Errors
    /// When there is none, or the pointer cannot reach it.
    pub async fn click(&self, selector: &str) -> Result<()> {
        let element = self.find(selector).await?;
        self.run(
            "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' });",
            vec![element.to_json()?],
        )
        .await?;
        self.driver
            .action_chain()
            .move_to_element_center(&element)
            .click()
            .perform()
            .await?;
        Ok(())
    }

    /// What the recorder of the page wrote down.
    ///
    /// # Errors
    /// When the page has no recorder.
    pub async fn record(&self) -> Result<Record> {
        // As text: drivers walk into what a page has put on Object.prototype.
        let text = self
            .run(
                "return JSON.stringify(window.__record ?? null);",
                Vec::new(),
            )
            .await?;
        Record::from_json(&serde_json::from_str(text.as_str().unwrap_or("null"))?)
    }

    /// Waits for the first of the reader's events of this kind, and returns
    /// the record.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn wait_for_event(&self, kind: &str) -> Result<Record> {
        self.wait_for_record(kind, |record| !record.events(kind).is_empty())
            .await
    }

    /// Waits until the record is acceptable.
    ///
    /// # Errors
    /// When it never is.
    pub async fn wait_for_record(
        &self,
        what: &str,
        enough: impl Fn(&Record) -> bool,
    ) -> Result<Record> {
        wait::until(what, || self.record(), enough).await
    }

    async fn computed(&self, element: &WebElement, what: &'static str) -> Result<String> {
        let command = Computed {
            element: element.element_id().to_string(),
            what,
        };
        let answer = self.driver.cmd(command).await?;
        Ok(answer.value_json()?.as_str().unwrap_or_default().to_owned())
    }
}

/// `GET /session/{id}/element/{id}/computedrole` and `…/computedlabel`, which
/// thirtyfour has no method for.
#[derive(Debug)]
struct Computed {
    element: String,
    what: &'static str,
}

impl FormatRequestData for Computed {
    fn format_request(&self, session: &SessionId) -> RequestData {
        RequestData::new(
            Method::GET,
            format!("session/{session}/element/{}/{}", self.element, self.what),
        )
    }
}

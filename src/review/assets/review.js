// Keys and selections. Every page works without this file: it only presses buttons and fills fields that are there.
"use strict";

/** The code points before a place in the text that is drawn, or null outside of it. Offsets are made here alone. */
function codePoints(node, offset) {
  if (node.nodeType !== Node.TEXT_NODE) {
    const child = node.childNodes[offset];
    if (child) return codePoints(firstText(child), 0);
    const last = lastText(node);
    return last ? codePoints(last, last.data.length) : null;
  }
  const piece = node.parentElement && node.parentElement.closest("[data-start]");
  if (!piece) return null;
  // Strings count UTF-16 units; the record counts code points.
  return Number(piece.dataset.start) + Array.from(node.data.slice(0, offset)).length;
}

function firstText(node) {
  if (node.nodeType === Node.TEXT_NODE) return node;
  return document.createTreeWalker(node, NodeFilter.SHOW_TEXT).nextNode() || node;
}

function lastText(node) {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  let last = null;
  while (walker.nextNode()) last = walker.currentNode;
  return last;
}

/** What is selected in the text: start, end, words; null when nothing is. */
function selected() {
  const selection = window.getSelection();
  const text = document.getElementById("text");
  if (!text || !selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.commonAncestorContainer)) return null;
  const start = codePoints(range.startContainer, range.startOffset);
  const end = codePoints(range.endContainer, range.endOffset);
  if (start === null || end === null || start >= end) return null;
  // Between claims stand words for screen readers, which the document does not have.
  const copy = range.cloneContents();
  for (const unseen of copy.querySelectorAll(".unseen")) unseen.remove();
  const words = copy.textContent;
  return { start, end, words };
}

let kept = null;

function useSelection(name) {
  const span = selected() || kept;
  if (!span) return false;
  document.getElementById("edit").open = true;
  document.querySelector(`[name="${name}_start"]`).value = span.start;
  document.querySelector(`[name="${name}_end"]`).value = span.end;
  const source = document.querySelector('[name="source_name"]');
  if (name === "source" && source) source.value = span.words.trim().slice(0, 300);
  document.getElementById("selected").textContent = `${name}: “${span.words.slice(0, 120)}” (${span.start} to ${span.end})`;
  return true;
}

document.addEventListener("selectionchange", () => {
  const span = selected();
  if (!span) return;
  kept = span;
  const told = document.getElementById("selected");
  if (told) told.textContent = `Selected: “${span.words.slice(0, 120)}” (${span.start} to ${span.end})`;
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-span]");
  if (button) useSelection(button.dataset.span);
});

function rows() {
  return Array.from(document.querySelectorAll("[data-row]"));
}

/** In the queue j and k go from row to row, on a claim to the next and the previous one. */
function step(by) {
  const all = rows();
  if (all.length) {
    const at = all.indexOf(document.activeElement);
    const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))];
    next.focus();
    return true;
  }
  const link = document.querySelector(by > 0 ? '.steps a[rel="next"]' : '.steps a[rel="prev"]');
  if (link) link.click();
  return Boolean(link);
}

function press(key) {
  const target = document.querySelector(`[data-key="${key}"]`);
  if (target && target.dataset.span) return useSelection(target.dataset.span);
  if (target && target.tagName === "SUMMARY") {
    const open = target.parentElement;
    open.open = true;
    const first = open.querySelector("input:not([type=hidden]), select, textarea");
    if (first) first.focus();
    return true;
  }
  if (target && /^(SELECT|INPUT|TEXTAREA)$/.test(target.tagName)) {
    const around = target.closest("details");
    if (around) around.open = true;
    target.focus();
    return true;
  }
  const undo = key === "u" ? document.querySelector('form[action^="/undo"] button') : null;
  if (target || undo) (target || undo).click();
  return Boolean(target || undo);
}

function key(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  const dialog = document.getElementById("keys");
  if (dialog && dialog.open) return;
  const field = event.target.closest("input, select, textarea");
  if (field && field.type !== "checkbox" && field.type !== "radio") {
    if (event.key === "Escape") field.blur();
    // Reject is two keys: r, then Enter.
    if (event.key === "Enter" && field.tagName === "SELECT" && field.form && field.form.matches(".reject")) {
      event.preventDefault();
      field.form.requestSubmit();
    }
    return;
  }
  const does = { j: () => step(1), k: () => step(-1), "?": () => dialog && (dialog.showModal(), true), "/": search };
  const done = does[event.key] ? does[event.key]() : /^[a-z1-4]$/.test(event.key) && press(event.key);
  if (done) event.preventDefault();
}

function search() {
  const box = document.getElementById("q");
  if (box) box.focus();
  else window.location.assign("/");
  return true;
}

document.addEventListener("keydown", key);

// A second press while the first is on its way would only meet a conflict with oneself.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  else if (event.target.method === "post") event.target.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

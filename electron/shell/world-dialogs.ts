/**
 * Stand-ins for dialogs that need a page, in the isolated world. The page shares the DOM, so an answer counts only when a
 * person gave it (`isTrusted`): a script of the page cannot press "Delete".
 */
import type { LocalActions, Question } from './world-messages.ts';

const REVOKE_AFTER_MS = 60_000;

const STYLE = {
  dialog:
    'color-scheme:light dark;background:Canvas;color:CanvasText;font:15px system-ui,sans-serif;' +
    'max-width:32rem;border:1px solid GrayText;border-radius:8px;padding:1.2rem',
  message: 'margin:0 0 .5rem;font-weight:600',
  detail: 'margin:0 0 1rem;white-space:pre-wrap',
  buttons: 'display:flex;gap:.5rem;justify-content:flex-end',
  button: 'font:inherit;padding:.3rem .9rem;min-height:2rem',
} as const;

export function localActions(keepFiles: (files: readonly File[]) => void): LocalActions {
  return {
    openFiles: (accept, multiple) =>
      new Promise((resolve) => {
        const input = document.createElement('input');
        Object.assign(input, { type: 'file', accept, multiple });
        input.addEventListener('change', () => {
          keepFiles([...(input.files ?? [])]);
          resolve(input.files?.length ?? 0);
        });
        input.addEventListener('cancel', () => resolve(0));
        input.click();
      }),
    placeholder: (type) => URL.createObjectURL(new Blob([], { type })),
    saveAs(href, name) {
      const link = document.createElement('a');
      Object.assign(link, { href, download: name });
      link.click();
      setTimeout(() => URL.revokeObjectURL(href), REVOKE_AFTER_MS);
    },
    askQuestion: (question) => new Promise((resolve) => showQuestion(question, resolve)),
  };
}

function showQuestion(question: Question, answer: (index: number) => void): void {
  const host = document.createElement('div'); // the shadow tree keeps the page's style sheets out
  const dialog = element('dialog', '', STYLE.dialog);
  dialog.setAttribute('aria-label', question.message);
  const end = (index: number): void => {
    dialog.close();
    host.remove();
    answer(index);
  };
  dialog.append(element('p', question.message, STYLE.message));
  if (question.detail !== '') dialog.append(element('p', question.detail, STYLE.detail));
  const row = element('div', '', STYLE.buttons);
  question.buttons.forEach((label, index) => {
    const button = element('button', label, STYLE.button);
    button.autofocus = index === question.defaultId;
    button.addEventListener('click', (event) => {
      if (event.isTrusted) end(index);
    });
    row.append(button);
  });
  dialog.append(row);
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    if (event.isTrusted) end(question.cancelId);
  });
  host.attachShadow({ mode: 'open' }).append(dialog);
  document.body.append(host);
  dialog.showModal();
}

function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  text: string,
  style: string,
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  made.textContent = text;
  made.style.cssText = style;
  return made;
}

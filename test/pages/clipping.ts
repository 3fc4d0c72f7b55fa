import type { Page } from '@playwright/test';

/**
 * Words of the window (marked by `sign`) that do not fit where they stand: cut without a way to read them, spilling out of their box, or
 * outside the window. A cut text with its title is meant; what scrolls is reachable; what is hidden from sight is no matter here.
 */
export const clipped = (page: Page, sign: string): Promise<readonly string[]> =>
  page.evaluate((mark) => {
    const faults: string[] = [];
    const hasWords = (el: Element): boolean =>
      [...el.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && (n.textContent ?? '').includes(mark));
    const isShown = (el: Element): boolean =>
      el.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && el.getBoundingClientRect().width > 1;
    /** The box that cuts or scrolls a text in this direction. */
    const boxOf = (el: Element, axis: 'overflowX' | 'overflowY'): Element | null => {
      for (let at: Element | null = el; at !== null; at = at.parentElement)
        if (getComputedStyle(at)[axis] !== 'visible') return at;
      return null;
    };
    for (const el of document.querySelectorAll('body *')) {
      if (!hasWords(el) || !isShown(el) || el.closest('.visually-hidden, svg, [aria-hidden=true]')) continue;
      const own = [...el.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE);
      const rects = own.flatMap((n) => {
        const range = document.createRange();
        range.selectNodeContents(n);
        return [...range.getClientRects()];
      });
      const text = {
        left: Math.min(...rects.map((r) => r.left)),
        right: Math.max(...rects.map((r) => r.right)),
        top: Math.min(...rects.map((r) => r.top)),
        bottom: Math.max(...rects.map((r) => r.bottom)),
      };
      const name = `${el.tagName.toLowerCase()}.${el.className} “${(el.textContent ?? '').trim().slice(0, 60)}”`;
      const titled = el.closest('[title]') !== null;
      const box = boxOf(el, 'overflowX');
      const style = box && getComputedStyle(box);
      const edge = (box ?? document.documentElement).getBoundingClientRect();
      const beyond = Math.max(text.right - edge.right, edge.left - text.left);
      if (beyond > 1.5 && style && ['hidden', 'clip'].includes(style.overflowX) && !titled)
        faults.push(`cut by ${Math.round(beyond)} px: ${name}`);
      else if (box === null && (text.right > innerWidth + 1 || text.left < -1))
        faults.push(`outside the window: ${name}`);
      const shell = el.closest('button, [role=button], [role=tab], summary');
      if (shell && shell.scrollWidth > shell.clientWidth + 1 && getComputedStyle(shell).overflowX === 'visible')
        faults.push(`more than its button holds: ${name}`);
      if (shell && !titled && style?.overflowX !== 'hidden') {
        const around = shell.getBoundingClientRect();
        const spill = Math.max(
          text.right - around.right,
          around.left - text.left,
          text.bottom - around.bottom,
          around.top - text.top,
        );
        if (spill > 1.5) faults.push(`spills by ${Math.round(spill)} px: ${name}`);
      }
    }
    return [...new Set(faults)];
  }, sign);

// A real browser: Chromium from npm, or the one CHROMIUM_PATH names. One a test file; pages are phones.
import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/** A microphone that beeps, given to every page that asks. */
const MICROPHONE = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

let launched: Promise<Browser> | undefined;

async function launch(): Promise<Browser> {
  const given = process.env.CHROMIUM_PATH;
  if (given && existsSync(given)) {
    return chromium.launch({
      executablePath: given,
      args: ['--no-sandbox', '--disable-quic', ...MICROPHONE],
    });
  }
  const packed = (await import('@sparticuz/chromium')).default;
  // Without it every frame is drawn by a graphics card in software: most of what a browser test would cost.
  packed.setGraphicsMode = false;
  return chromium.launch({
    executablePath: await packed.executablePath(),
    // One process for all pages would send the cookies of one context with the websockets of another.
    args: [
      ...packed.args.filter((arg) => arg !== '--single-process' && arg !== '--no-zygote'),
      ...MICROPHONE,
    ],
    headless: true,
  });
}

/** The browser of this test file; call closeBrowser() in afterAll. */
export async function browser(): Promise<Browser> {
  launched ??= launch();
  return launched;
}

export async function closeBrowser(): Promise<void> {
  const open = await launched;
  launched = undefined;
  await open?.close();
}

export interface Device {
  locale?: string;
  javaScript?: boolean;
  width?: number;
  height?: number;
  dark?: boolean;
}

/** A phone of 360 px (or another width) with its own cookies. */
export async function phone(
  base: string,
  device: Device = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await (await browser()).newContext({
    baseURL: base,
    viewport: { width: device.width ?? 360, height: device.height ?? 760 },
    locale: device.locale ?? 'en',
    javaScriptEnabled: device.javaScript ?? true,
    colorScheme: device.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(60_000);
  return { context, page: await context.newPage() };
}

/** What axe calls serious or critical on the page as it stands: `rule: selector` lines, best empty. */
export async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const result = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      // Nothing is asked of what passes, and no style sheet is fetched a second time: half the work.
      resultTypes: ['violations'],
      preload: false,
    }),
  );
  const faults = result.violations
    .filter((fault) => fault.impact === 'serious' || fault.impact === 'critical')
    .flatMap((fault) => fault.nodes.map((node) => ({ rule: fault.id, selector: node.target.join(' ') })));
  const stay: string[] = [];
  for (const { rule, selector } of faults)
    if (rule !== 'target-size' || (await isSmallInView(page, selector))) stay.push(`${rule}: ${selector}`);
  return stay;
}

/** What lies half under a bar at the edge of the screen is not small: it is looked at in the middle. */
async function isSmallInView(page: Page, selector: string): Promise<boolean> {
  const { violations } = await page.evaluate((one) => {
    document.querySelector(one)?.scrollIntoView({ block: 'center', behavior: 'instant' });
    return (globalThis as unknown as { axe: typeof axe }).axe.run(one, {
      runOnly: { type: 'rule', values: ['target-size'] },
    });
  }, selector);
  return violations.length > 0;
}

/** Whether the page scrolls sideways: nothing may at 360 px. */
export async function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);
}

/** What a thumb may miss: whatever can be pressed, smaller than 24 px and not a word within a text. Best empty. */
export async function smallTargets(page: Page): Promise<string[]> {
  return page
    .locator('a[href], button, summary, select, textarea, input:not([type=hidden])')
    .evaluateAll((all) => {
      const inText = (one: Element) =>
        getComputedStyle(one).display === 'inline' &&
        [...one.parentElement!.childNodes].some(
          (near) => near !== one && near.nodeType === Node.TEXT_NODE && /\p{L}/u.test(near.textContent ?? ''),
        );
      return all
        .filter((one) => one.checkVisibility() && !one.closest('.vh') && !inText(one))
        .map((one) => ({ one, box: (one.closest('label') ?? one).getBoundingClientRect() }))
        .filter(({ box }) => box.width > 1 && Math.min(box.width, box.height) < 24)
        .map(
          ({ one, box }) =>
            `${Math.round(box.width)} x ${Math.round(box.height)}: ${one.outerHTML.slice(0, 80)}`,
        );
    });
}

/** What has the focus and is under a part that stays at an edge, downwards and upwards by keyboard. Best empty. */
export async function hiddenFocus(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const staying = [...document.querySelectorAll('.bar, .stay, .composer, .strips, .room-head')].filter(
      (one) => ['sticky', 'fixed'].includes(getComputedStyle(one).position),
    );
    const all = [
      ...document.querySelectorAll<HTMLElement>('main :is(a[href], button, summary, input, select)'),
    ];
    return [...all, ...all.toReversed()]
      .filter((one) => {
        one.focus();
        const box = one.getBoundingClientRect();
        return (
          document.activeElement === one &&
          staying.some((over) => {
            const { top, bottom } = over.getBoundingClientRect();
            return !over.contains(one) && box.top < bottom - 1 && box.bottom > top + 1;
          })
        );
      })
      .map((one) => one.outerHTML.slice(0, 80));
  });
}

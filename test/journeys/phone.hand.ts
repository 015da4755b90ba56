// Somebody with a phone: taps what is to be seen, writes into what has a label, and looks at every page it
// comes to: nothing scrolls sideways, nothing serious for axe, no word of complaint in the console.
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { localeInfo, type Translate, translator } from '../../src/i18n/locales';
import { phone, scrollsSideways, seriousFaults } from '../support/browser';
import { PASSWORD } from '../support/world';

export interface Hand {
  page: Page;
  context: BrowserContext;
  t: Translate;
  /** Opens an address that somebody sent, or the front page. */
  open(path: string): Promise<void>;
  /** Taps a link and waits for its page. */
  follow(name: string, within?: string): Promise<void>;
  /** Taps a button and waits for the page that follows. */
  press(name: string, within?: string): Promise<void>;
  /** Taps what was found otherwise and waits for the page that follows. */
  tap(what: Locator): Promise<void>;
  unfold(name: string): Promise<void>;
  /** Unfolds what may stand open already or not be folded at all. */
  unfoldIfShut(name: string): Promise<void>;
  /** By the bar at the lower edge, or by the menu where there is none. */
  toDesk(): Promise<void>;
  fill(label: string, text: string): Promise<void>;
  choose(label: string): Promise<void>;
  select(label: string, option: string): Promise<void>;
  /** Waits until these words stand on the page. */
  reads(text: string): Promise<void>;
  /** The one next step of the desk. */
  deskSays(matter: string, params?: Record<string, string | number>): Promise<void>;
  /** Goes to the desk and takes the step it offers under the lamp. */
  takeStep(matter: string): Promise<void>;
  signUp(login: string, name: string): Promise<void>;
  look(): Promise<void>;
}

const WRITABLE = 'input:not([type=radio]):not([type=checkbox]), textarea';

/** What was found so far, over all hands: `who: page: fault`. */
export const faults: string[] = [];
const looked = new Set<string>();
const open: BrowserContext[] = [];

/** Ids and tokens out of an address, so that one kind of page is looked at once a direction of writing. */
const kindOf = (url: string) => {
  const { pathname, search } = new URL(url);
  return `${pathname.replace(/\/[\w.~-]{20,}/g, '/*')}${search.replace(/=[^&]*/g, '=*')}`;
};

let mirrors: Promise<BrowserContext> | undefined;
async function mirror(base: string): Promise<BrowserContext> {
  mirrors ??= phone(base, { width: 360 }).then(({ context }) => {
    open.push(context);
    return context;
  });
  return mirrors;
}

const everybody: [who: string, page: Page][] = [];

/** Where everybody stands and what the beginning of their page says, for whoever reads a failure. */
export async function whereabouts(): Promise<[who: string, at: string, text: string][]> {
  const all = everybody.map(async ([who, page]): Promise<[string, string, string]> => {
    const text = (await page.locator('main').first().textContent()) ?? '';
    return [who, page.url(), text.replace(/\s+/g, ' ').slice(0, 300)];
  });
  return Promise.all(all);
}

export async function closeHands(): Promise<void> {
  for (const context of open) await context.close();
}

export async function hand(
  base: string,
  who: string,
  device: { locale?: string; javaScript?: boolean } = {},
): Promise<Hand> {
  const { page, context } = await phone(base, { width: 360, ...device });
  context.setDefaultTimeout(60_000);
  open.push(context);
  everybody.push([who, page]);
  const t = translator(device.locale ?? 'en');
  const complain = (text: string) => faults.push(`${who}: ${kindOf(page.url())}: ${text}`);
  page.on('pageerror', (error) => complain(error.message));
  page.on('console', (message) => {
    // A refused form answers 409 or 422: the browser notes that too.
    if (message.type() === 'error' && !/status of 4(09|22)/.test(message.text())) complain(message.text());
  });

  /** The page as it stands, without scripts of its own, where axe can run. */
  async function withScripts(): Promise<Page> {
    const html = await page.content();
    const copy = await (await mirror(base)).newPage();
    await copy.route('**/*.js*', (route) => route.abort());
    await copy.route(page.url(), (route) => route.fulfill({ body: html, contentType: 'text/html' }));
    await copy.goto(page.url());
    return copy;
  }

  async function look(): Promise<void> {
    if (await scrollsSideways(page)) complain('scrolls sideways');
    const scripts = device.javaScript ?? true;
    const sign = `${localeInfo(device.locale ?? 'en').dir} ${kindOf(page.url())}`;
    if (looked.has(sign)) return;
    looked.add(sign);
    const shown = scripts ? page : await withScripts();
    // As tall as its text: what the bar at the lower edge covers for a moment is not too small.
    const height = await shown.evaluate(() => document.documentElement.scrollHeight);
    await shown.setViewportSize({ width: 360, height: Math.min(Math.max(height, 760), 9000) });
    for (const fault of await seriousFaults(shown)) complain(fault);
    if (shown === page) await page.setViewportSize({ width: 360, height: 760 });
    else await shown.close();
  }
  const go = async (act: () => Promise<unknown>) => {
    await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), act()]);
    await look();
  };
  const seen = (role: 'link' | 'button', name: string, within = 'body') =>
    page.locator(within).getByRole(role, { name }).filter({ visible: true }).first();

  const self: Hand = {
    page,
    context,
    t,
    look,
    async open(path) {
      await page.goto(path);
      await look();
    },
    follow: (name, within) => go(() => seen('link', name, within).click()),
    tap: (what) => go(() => what.click()),
    press: (name, within) => go(() => seen('button', name, within).click()),
    unfold: (name) => page.locator('summary').filter({ hasText: name, visible: true }).first().click(),
    async unfoldIfShut(name) {
      const shut = page.locator('details:not([open]) > summary').filter({ hasText: name, visible: true });
      if ((await shut.count()) > 0) await shut.first().click();
    },
    fill: (label, text) =>
      page.getByLabel(label).and(page.locator(WRITABLE)).filter({ visible: true }).first().fill(text),
    choose: (label) => page.locator('main label').filter({ hasText: label, visible: true }).first().click(),
    select: async (label, option) => {
      await page.getByLabel(label).filter({ visible: true }).first().selectOption({ label: option });
    },
    reads: (text) => page.getByText(text).filter({ visible: true }).first().waitFor(),
    async toDesk() {
      if (await page.locator('.bar').isVisible()) return self.follow(t('desk.nav.desk'), '.bar');
      await self.unfold(t('frame.menu'));
      await self.follow(t('frame.desk'), 'header nav');
    },
    async deskSays(matter, params = {}) {
      await self.toDesk();
      const heading = await page.locator('#lit-heading').first().textContent();
      expect([who, heading]).toEqual([who, t(`desk.matters.${matter}.heading`, params)]);
    },
    async takeStep(matter) {
      await self.toDesk();
      await self.follow(t(`desk.matters.${matter}.act`));
    },
    async signUp(login, name) {
      await self.fill(t('accounts.fields.displayName'), name);
      await self.fill(t('accounts.fields.newLogin'), login);
      await self.fill(t('accounts.fields.password'), PASSWORD);
      await self.choose(t('accounts.signUp.rules'));
      await self.press(t('accounts.signUp.act'));
      await self.press(t('accounts.codes.act'));
    },
  };
  return self;
}

// Pages of words: the code of conduct, privacy, accessibility, help, who we are. What they say must be true of
// this program: whoever changes what is kept, why or for how long, changes them and the date below.
import type { Request } from 'express';
import type { Deps } from '../../deps';
import type { Translate } from '../../i18n/locales';
import { show } from '../../web/show';
import type { Site } from '../../web/site';

const CHANGED = '2026-11-21T12:00:00Z';

/** How many parts each has in the catalogues, its view, and whether it says who runs this site. */
const PAGES = {
  privacy: { parts: 4, view: 'pages/privacy', operator: true },
  rules: { parts: 5, view: 'pages/rules', operator: true },
  accessibility: { parts: 4, view: 'pages/words', operator: true },
  help: { parts: 6, view: 'pages/words', operator: false },
  about: { parts: 5, view: 'pages/words', operator: true },
} as const;
type PageName = keyof typeof PAGES;
const NAMES = Object.keys(PAGES) as PageName[];

/** The links at the foot of every page; each page bears the name of its link. */
export function footLinks(t: Translate): { href: string; label: string }[] {
  return NAMES.map((name) => ({ href: `/${name}`, label: t(`pages.${name}.title`) }));
}

export function pagesRoutes(site: Site, deps: Deps): void {
  const { operatorName, operatorContact } = deps.config;
  const wordsOf = (req: Request, name: PageName) => ({
    title: req.t(`pages.${name}.title`),
    intro: req.t(`pages.${name}.lead`),
    changed: CHANGED,
    operator: PAGES[name].operator ? { name: operatorName ?? null, contact: operatorContact ?? null } : null,
    passages: Array.from({ length: PAGES[name].parts }, (_, index) => ({
      heading: req.t(`pages.${name}.parts.${index + 1}.heading`),
      text: req.t(`pages.${name}.parts.${index + 1}.text`),
    })),
  });
  for (const name of NAMES) {
    site.get(`/${name}`, { who: 'anyone' }, async (req, res) => {
      await show(req, res, PAGES[name].view, wordsOf(req, name));
    });
  }
}

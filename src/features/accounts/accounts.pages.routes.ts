// Pages of words only: about us, the rules, privacy, help.
import type { Translate } from '../../i18n/locales';
import { show } from '../../web/show';
import type { Site } from '../../web/site';

/** How many parts each has in the catalogues. */
const PARTS = { about: 4, rules: 6, privacy: 6, help: 6 } as const;
type PageName = keyof typeof PARTS;
const NAMES = Object.keys(PARTS) as PageName[];

/** The links at the foot of every page. */
export function footLinks(t: Translate): { href: string; label: string }[] {
  return NAMES.map((name) => ({ href: `/${name}`, label: t(`pages.${name}.title`) }));
}

export function pagesRoutes(site: Site): void {
  for (const name of NAMES) {
    site.get(`/${name}`, { who: 'anyone' }, async (req, res) => {
      const passages = Array.from({ length: PARTS[name] }, (_, index) => ({
        heading: req.t(`pages.${name}.parts.${index + 1}.heading`),
        text: req.t(`pages.${name}.parts.${index + 1}.text`),
      }));
      const words = { title: req.t(`pages.${name}.title`), intro: req.t(`pages.${name}.lead`) };
      await show(req, res, 'pages/words', { ...words, passages });
    });
  }
}

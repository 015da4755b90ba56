// Who pays for a hackathon, as the foot of its pages and its own page show it.
import type { Funder } from '../../web/show';
import type { HackathonRow } from './hackathons.tables';

export function funderOf({
  slug,
  about,
  emblem,
}: Pick<HackathonRow, 'slug' | 'about' | 'emblem'>): Funder | null {
  if (!about.funder && !emblem) return null;
  return {
    name: about.funder ?? '',
    disclaimer: about.disclaimer ?? {},
    emblem: emblem && {
      href: `/hackathons/${slug}/emblem?v=${emblem.version}`,
      width: emblem.width,
      height: emblem.height,
      alt: about.emblem_alt ?? {},
    },
  };
}

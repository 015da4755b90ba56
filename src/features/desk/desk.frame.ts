// What the frame of every page shows of a person's hackathon: navigation, ribbon, links at the foot.
import type { Request } from 'express';
import { isLoopback } from '../../config';
import { MOST_NEWS } from '../../db/room-news';
import type { Deps } from '../../deps';
import { textIn } from '../../i18n/locales';
import { personOf } from '../../web/request';
import { ribbonMoment, ribbonView } from '../../web/ribbon.view';
import type { Frame, FrameProvider, Funder } from '../../web/show';
import { footLinks } from '../accounts/accounts.pages.routes';
import { funderOf } from '../hackathons/about.view';
import { visited } from '../hackathons/hackathons.visit';
import { latestFirst } from './desk.policy';
import { standingIn, standingsOf } from './desk.queries';
import type { Standing } from './desk.tables';

interface Link {
  key: string;
  href: string;
  icon: string;
  /** What waits there. */
  count?: number;
}

/** At most four places that matter to this person in this hackathon; the first is always the desk. */
export function placesOf(standing: Pick<Shown, 'slug' | 'roles' | 'team'> | undefined): Link[] {
  const desk = { key: 'desk', href: '/desk', icon: 'home' };
  if (!standing) return [desk, { key: 'hackathons', href: '/hackathons', icon: 'list' }];
  const at = `/hackathons/${standing.slug}`;
  const { roles, team } = standing;
  if (roles.includes('organiser'))
    return [
      desk,
      { key: 'people', href: `${at}/people`, icon: 'people' },
      { key: 'steps', href: `${at}/steps`, icon: 'calendar' },
      { key: 'jury', href: `${at}/jury`, icon: 'scales' },
    ];
  if (roles.includes('participant') && team)
    return [
      desk,
      { key: 'team', href: `/teams/${team.id}`, icon: 'people' },
      { key: 'room', href: `/teams/${team.id}/room`, icon: 'talk', count: team.news ?? 0 },
      { key: 'proposal', href: `/teams/${team.id}/submission`, icon: 'write' },
    ];
  if (roles.includes('expert'))
    return [
      desk,
      { key: 'help', href: `${at}/help-requests`, icon: 'hand' },
      { key: 'teams', href: `${at}/teams`, icon: 'people' },
      { key: 'evidence', href: `${at}/evidence`, icon: 'search' },
    ];
  if (roles.includes('juror'))
    return [
      desk,
      { key: 'jury', href: `${at}/jury`, icon: 'scales' },
      { key: 'questions', href: at, icon: 'question' },
      { key: 'evidence', href: `${at}/evidence`, icon: 'search' },
    ];
  if (roles.includes('participant'))
    return [
      desk,
      { key: 'teams', href: `${at}/teams`, icon: 'people' },
      { key: 'questions', href: at, icon: 'question' },
      { key: 'evidence', href: `${at}/evidence`, icon: 'search' },
    ];
  return [
    desk,
    ...(roles.includes('moderator') ? [{ key: 'reports', href: `${at}/reports`, icon: 'flag' }] : []),
    { key: 'teams', href: `${at}/teams`, icon: 'people' },
    { key: 'questions', href: at, icon: 'question' },
  ];
}

type Shown = Omit<Standing, 'team' | 'phases' | 'roles'> & {
  phases: readonly Standing['phases'][number][];
  roles: readonly string[];
  team: { id: string; news?: number } | null;
};

/** In the hackathon of the path it is known already; elsewhere it is asked for. */
async function standingFor(
  deps: Deps,
  req: Request,
  hackathonId: string | undefined,
): Promise<{ standing: Shown | undefined; now: Date; version?: string }> {
  const person = personOf(req);
  const here = hackathonId === undefined ? null : await visited(deps, req);
  if (here?.hackathon.id === hackathonId && here) {
    const { hackathon, facts, teamId, news, version } = here;
    const team = teamId === null ? null : { id: teamId, news };
    return {
      standing: { phases: facts.phases, roles: facts.roles, team, ...hackathon },
      now: facts.now,
      version,
    };
  }
  const now = req.visit?.now ?? (await deps.clock.now(deps.db));
  const standing = hackathonId
    ? await standingIn(deps.db, hackathonId, person?.id ?? null)
    : latestFirst(await standingsOf(deps.db, person!.id), now)[0];
  return { standing, now };
}

const newsSaid = (count: number): string => (count > MOST_NEWS ? `${MOST_NEWS}+` : String(count));

export function frameOf(deps: Deps): FrameProvider {
  const demoBanner = deps.config.demo === 'on' && !isLoopback(deps.config.host);
  return async (req: Request, hackathonId: string | undefined): Promise<Frame> => {
    const person = personOf(req);
    const { t, locale } = req;
    const footFor = (funder: Funder | null) => ({ links: footLinks(t), funder });
    if (!person && !hackathonId) return { nav: [], ribbon: null, foot: footFor(null), demoBanner };
    const { standing, now, version } = await standingFor(deps, req, hackathonId);
    const nav = person
      ? placesOf(standing).map(({ key, href, icon, count }) => ({
          key,
          href,
          icon,
          label: t(`desk.nav.${key}`),
          news: count && req.path !== href ? newsSaid(count) : '',
          current: req.path === href,
        }))
      : [];
    const makeRibbon = ({ slug, title, languages, zone, weave_seed, phases }: Shown) =>
      ribbonView({
        ...{ slug, zone, phases, now, locale, t, seed: weave_seed },
        title: textIn(title, locale, languages).text,
      });
    const keep = <T>(what: string, state: string, make: (shown: Shown) => T): T | Promise<T> | null => {
      if (!standing) return null;
      if (version === undefined) return make(standing);
      return deps.kept.get(`${what} ${standing.id} ${locale}`, `${version} ${state}`, () => make(standing));
    };
    const moment = standing ? ribbonMoment(standing.phases, now) : '';
    const ribbon = await keep('ribbon', moment, makeRibbon);
    const foot = hackathonId ? await keep('foot', '', (shown) => footFor(funderOf(shown))) : null;
    return { nav, ribbon, foot: foot ?? footFor(null), demoBanner };
  };
}

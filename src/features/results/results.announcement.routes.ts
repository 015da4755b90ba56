// Where an organiser drives the announcement from a phone: prepare, next group, back, publish all.
import type { Request, Response } from 'express';
import type { Deps } from '../../deps';
import { done, orFormAgain } from '../../web/answers';
import { noFields } from '../../web/fields';
import { read } from '../../web/forms';
import { param, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import type { Site } from '../../web/site';
import { challengesOf } from '../challenges/challenges.queries';
import { factsOf, hackathonBySlug } from '../hackathons/hackathons.queries';
import { requireOrganiser } from '../hackathons/hackathons.rights';
import { requirePublisher } from '../jury/jury.rights';
import { moveAnnouncement, prepareAnnouncement, withdrawAnnouncement } from './results.announcement.actions';
import { afterGroup, stepsOf } from './results.announcement.policy';
import { announcementWithRankings } from './results.announcement.queries';
import { announcementInput, moveInput } from './results.input';
import { showPreview } from './results.preview.routes';
import { publicationsOf } from './results.queries';

export function announcementRoutes(deps: Deps, site: Site): void {
  const at = '/hackathons/:h/results/announcement';
  const page = (req: Request, res: Response) => showControl(deps, req, res);
  site.get(at, { who: 'organiser' }, page);
  site.post(
    at,
    { who: 'organiser', phase: 'results' },
    orFormAgain(
      (req, res) => showPreview(deps, req, res),
      async (req, res) => {
        const input = read(announcementInput, req);
        const hackathon = await prepareAnnouncement(deps, requirePerson(req), param(req, 'h'), input);
        const more = { made: true, said: 'results.said.prepared' };
        done(req, res, `/hackathons/${hackathon.slug}/results/announcement`, more);
      },
    ),
  );
  site.post(
    `${at}/step`,
    { who: 'organiser', phase: 'results' },
    orFormAgain(page, async (req, res) => {
      const input = read(moveInput, req);
      const { hackathon, published } = await moveAnnouncement(
        deps,
        requirePerson(req),
        param(req, 'h'),
        input,
      );
      done(req, res, `/hackathons/${hackathon.slug}/results/announcement`, { published });
    }),
  );
  site.post(
    `${at}/withdrawal`,
    { who: 'organiser', phase: 'results' },
    orFormAgain(page, async (req, res) => {
      read(noFields, req);
      const hackathon = await withdrawAnnouncement(deps, requirePerson(req), param(req, 'h'));
      done(req, res, `/hackathons/${hackathon.slug}/results/publication`, { said: 'results.said.withdrawn' });
    }),
  );
}

async function showControl(deps: Deps, req: Request, res: Response): Promise<void> {
  const hackathon = await hackathonBySlug(deps.db, param(req, 'h'));
  const personId = requirePerson(req).id;
  const facts = hackathon && (await factsOf(deps.db, deps.clock, hackathon, personId));
  requireOrganiser(hackathon, facts?.roles ?? []);
  await requirePublisher(deps.db, hackathon.id, personId, facts!);
  const announcement = await announcementWithRankings(deps.db, hackathon.id);
  const [newest] = await publicationsOf(deps.db, hackathon.id);
  const challenges = await challengesOf(deps.db, hackathon.id);
  const steps = stepsOf(announcement?.rankings ?? []);
  const revealed = announcement?.revealed ?? 0;
  const ahead = afterGroup(steps, revealed);
  const titled = (at: number) => {
    const step = steps[at];
    if (!step) return null;
    const ranking = announcement?.rankings[step.ranking];
    const title = challenges.find((one) => one.id === ranking?.challenge_id)?.title ?? null;
    return { ...step, title, last: at + 1 === steps.length };
  };
  const locals = {
    hackathon,
    announcement: announcement ?? null,
    screens: steps.length,
    next: titled(revealed),
    /** The next group, where more screens of the present one would come before it. */
    group: ahead === undefined ? null : titled(ahead - 1),
    newest: newest ?? null,
  };
  await show(req, res, 'results/announcement', locals, { hackathonId: hackathon.id });
}

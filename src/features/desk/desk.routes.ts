// The desk: what a person finds after signing in, in every role: one next step, then the rest.
import type { Request } from 'express';
import type { Deps } from '../../deps';
import { textIn } from '../../i18n/locales';
import { requirePerson } from '../../web/request';
import { show } from '../../web/show';
import { createSite, type Site } from '../../web/site';
import { offerOf, roomsOfExpert } from '../advising/advising.queries';
import { mayNow } from '../hackathons/hackathons.policy';
import { helpQueue } from '../help/help.queries';
import { invitationsFor } from '../invitations/invitations.invited.queries';
import { latestUnread } from '../notices/notices.queries';
import { noticeView } from '../notices/notices.view';
import { expertView } from './desk.expert.view';
import { latestFirst } from './desk.policy';
import { joinable, standingsOf, waitingFor } from './desk.queries';
import type { Standing } from './desk.tables';
import { deskHackathon } from './desk.view';

const QUEUE = 200;

export function deskRoutes(deps: Deps): Site {
  const site = createSite('desk');

  /** Null for whoever is no expert there. */
  async function expertPart(req: Request, { id, slug, ...standing }: Standing, now: Date) {
    if (!standing.roles.includes('expert')) return null;
    const expert = requirePerson(req).id;
    const may = mayNow({ openedAt: standing.opened_at, ...standing, now }, 'giveHelp').ok;
    const [rooms, offer, requests] = await Promise.all([
      roomsOfExpert(deps.db, expert, id),
      offerOf(deps.db, id, expert),
      may ? helpQueue(deps.db, { hackathon: id, expert, watches: false, limit: QUEUE }) : [],
    ]);
    return expertView(req, slug, { requests, offer, rooms, now });
  }

  site.get('/desk', { who: 'signed-in' }, async (req, res) => {
    const person = requirePerson(req);
    const now = await deps.clock.now(deps.db);
    const standings = latestFirst(await standingsOf(deps.db, person.id), now);
    const hackathons = await Promise.all(
      standings.map(async (standing) => {
        const [waiting, expert] = await Promise.all([
          waitingFor(deps.db, standing.id, person.id, standing.team?.id ?? null, now),
          expertPart(req, standing, now),
        ]);
        return { ...deskHackathon(req, standing, waiting, now), expert };
      }),
    );
    const seeks = standings.some((one) => one.roles.includes('participant') && !one.team);
    const invited = seeks ? await invitationsFor(deps.db, person.id) : [];
    const first = hackathons.find((one) => one.matters.length > 0);
    const lit = first ? standings[hackathons.indexOf(first)] : standings[0];
    const open = hackathons.length === 0 ? await joinable(deps.db, now) : undefined;
    const begin = open && {
      href: `/hackathons/${open.slug}/participation`,
      title: textIn(open.title, req.locale).text,
    };
    await show(
      req,
      res,
      'desk/show',
      {
        lamp: first && { ...first.matters[0]!, hackathon: first.title },
        hackathons: hackathons.map((one) =>
          one === first ? { ...one, matters: one.matters.slice(1) } : one,
        ),
        begin,
        invited: invited.filter((one) => !standings.find(({ id }) => id === one.hackathon_id)?.team),
        notices: (person.unread > 0 ? await latestUnread(deps.db, person.id) : []).map((notice) =>
          noticeView(notice, req.locale),
        ),
        now,
        mayFound: person.may_found,
      },
      { hackathonId: lit?.id },
    );
  });

  return site;
}

// The doors of the public vote: proposals in an order of one's own, one vote, the organiser's switch, and after
// publication the numbers.
import type { Request, RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { NotFound } from '../../errors';
import { keyedHash } from '../../ids';
import { done, orFormAgain } from '../../web/answers';
import { noFields } from '../../web/fields';
import { read } from '../../web/forms';
import { param, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import { createSite, type Site } from '../../web/site';
import { organisersOnly } from '../hackathons/hackathons.guard';
import { factsOf, hackathonBySlug } from '../hackathons/hackathons.queries';
import { VOTE_ENDS } from '../hackathons/hackathons.tables';
import { castVote, setVote, takeVoteBack } from './votes.actions';
import { settingsInput, voteInput } from './votes.input';
import { votingBegan } from './votes.policy';
import { countVotes, likedOf, votableById, votables, voteBy } from './votes.queries';
import { askedVoter, requireVote } from './votes.rights';

export function votesRoutes(deps: Deps): Site {
  const site = createSite('votes');
  const at = '/hackathons/:h/vote';
  const settings = showSettings(deps);
  const list = showList(deps);

  site.get(`${at}/settings`, { who: 'organiser' }, organisersOnly(deps), settings);
  site.post(
    `${at}/settings`,
    { who: 'organiser' },
    organisersOnly(deps),
    orFormAgain(settings, async (req, res) => {
      const { ends } = read(settingsInput, req);
      const { slug } = await setVote(deps, requirePerson(req), param(req, 'h'), ends);
      const said = ends === null ? 'votes.said.off' : 'votes.said.on';
      done(req, res, `/hackathons/${slug}/vote/settings`, { said });
    }),
  );

  site.get(`${at}.json`, { who: 'anyone' }, async (req, res) => {
    const hackathon = await hackathonBySlug(deps.db, param(req, 'h'));
    const liked = hackathon && (await likedOf(deps.db, hackathon.id));
    if (!liked) throw new NotFound();
    const proposals = liked.map(({ submission, team, teamId, votes }) => ({
      team: teamId,
      teamName: team,
      submission,
      votes,
    }));
    const votes = proposals.reduce((sum, one) => sum + one.votes, 0);
    res.set('Cache-Control', 'no-store').json({ votes, proposals });
  });

  site.get(at, { who: 'signed-in' }, list);
  site.get(`${at}/proposals/:id`, { who: 'signed-in' }, async (req, res) => {
    const person = requirePerson(req);
    const asked = await askedVoter(deps, deps.db, param(req, 'h'), person);
    requireVote(asked);
    const { hackathon } = asked;
    const proposal = await votableById(deps.db, hackathon.id, person.id, param(req, 'id'));
    if (!proposal) throw new NotFound();
    const mine = await voteBy(deps.db, hackathon.id, person.id);
    await show(req, res, 'votes/proposal', { hackathon, proposal, mine }, { hackathonId: hackathon.id });
  });
  site.post(
    at,
    { who: 'signed-in', phase: 'judging' },
    orFormAgain(list, async (req, res) => {
      const { submission } = read(voteInput, req);
      const { slug } = await castVote(deps, requirePerson(req), param(req, 'h'), submission);
      done(req, res, `/hackathons/${slug}/vote`, { said: 'votes.said.voted' });
    }),
  );
  site.post(
    `${at}/removal`,
    { who: 'signed-in', phase: 'judging' },
    orFormAgain(list, async (req, res) => {
      read(noFields, req);
      const { slug } = await takeVoteBack(deps, requirePerson(req), param(req, 'h'));
      done(req, res, `/hackathons/${slug}/vote`, { said: 'votes.said.back' });
    }),
  );
  return site;
}

function showList(deps: Deps): RequestHandler {
  return async (req, res) => {
    const person = requirePerson(req);
    const { hackathon, facts, standing } = await askedVoter(deps, deps.db, param(req, 'h'), person);
    const mine = await voteBy(deps.db, hackathon.id, person.id);
    // By chance, and for one person always the same: nobody is first because of a name or a day.
    const place = (id: string) => keyedHash(deps.secret, 'vote-order', `${person.id} ${id}`);
    const proposals = standing.ok ? await votables(deps.db, hackathon.id, person.id) : [];
    await show(
      req,
      res,
      'votes/list',
      {
        hackathon,
        standing,
        now: facts.now,
        voted: mine !== undefined,
        mine: proposals.find((one) => one.id === mine),
        proposals: proposals
          .map((one) => ({ ...one, order: place(one.id) }))
          .sort((a, b) => (a.order < b.order ? -1 : 1)),
      },
      { hackathonId: hackathon.id },
    );
  };
}

function showSettings(deps: Deps): RequestHandler {
  return async (req: Request, res) => {
    const person = requirePerson(req);
    const hackathon = (await hackathonBySlug(deps.db, param(req, 'h')))!;
    const facts = await factsOf(deps.db, deps.clock, hackathon, person.id);
    const locals = {
      hackathon,
      ends: VOTE_ENDS,
      judging: facts.phases.find((phase) => phase.key === 'judging'),
      began: votingBegan(facts),
      votes: hackathon.public_vote ? await countVotes(deps.db, hackathon.id) : 0,
      published: (await likedOf(deps.db, hackathon.id)) !== null,
    };
    await show(req, res, 'votes/settings', locals, { hackathonId: hackathon.id });
  };
}

// The page door of help requests: asked and ended in the room of the team, taken and given back by experts.
import type { RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { done, orFormAgain } from '../../web/answers';
import { noFields } from '../../web/fields';
import { read } from '../../web/forms';
import { param, requirePerson } from '../../web/request';
import { createSite, type Site } from '../../web/site';
import { askForHelp, claimHelp } from './help.actions';
import { cancelHelp, completeHelp, releaseHelp } from './help.ends.actions';
import { findInRoom } from './help.held.actions';
import { completionForm, helpForm } from './help.input';
import { topicKey } from './help.view';

/** `showTeamRoom`: the page that shows a refused form again. */
export function helpRoutes(deps: Deps, showTeamRoom: RequestHandler): Site {
  const site = createSite('help');

  site.post(
    '/teams/:id/help-requests',
    { who: 'member', phase: 'drafting' },
    orFormAgain(showTeamRoom, async (req, res) => {
      const { about, ...input } = read(helpForm, req);
      const topic = input.topic || req.t(topicKey(about!));
      const asked = { ...input, topic, ...(about ? { about } : {}) };
      const help = await askForHelp(deps, requirePerson(req), param(req, 'id'), asked);
      const said = 'mentoring.said.asked';
      done(req, res, `/teams/${help.team_id}/room`, { id: help.id, made: true, said });
    }),
  );

  site.post('/help-requests/:id/claim', { who: 'expert', phase: 'drafting' }, async (req, res) => {
    read(noFields, req);
    const help = await claimHelp(deps, requirePerson(req), param(req, 'id'));
    done(req, res, `/teams/${help.team_id}/room`, { id: help.id, said: 'mentoring.said.claimed' });
  });

  site.post('/help-requests/:id/release', { who: 'expert' }, async (req, res) => {
    read(noFields, req);
    const { help, slug } = await releaseHelp(deps, requirePerson(req), param(req, 'id'));
    done(req, res, `/hackathons/${slug}/help-requests`, {
      id: help.id,
      said: 'mentoring.said.released',
    });
  });

  /** The room in which the request was asked. */
  const showItsRoom: RequestHandler = async (req, res, next) => {
    const { help } = await findInRoom(deps, requirePerson(req), param(req, 'id'));
    req.params.id = help.team_id;
    await showTeamRoom(req, res, next);
  };

  site.post(
    '/help-requests/:id/completion',
    { who: ['member', 'adviser'] },
    orFormAgain(showItsRoom, async (req, res) => {
      const given = read(completionForm, req);
      const help = await completeHelp(deps, requirePerson(req), param(req, 'id'), given);
      done(req, res, `/teams/${help.team_id}/room`, { id: help.id, said: 'mentoring.said.done' });
    }),
  );

  site.post('/help-requests/:id/cancellation', { who: 'member' }, async (req, res) => {
    read(noFields, req);
    const help = await cancelHelp(deps, requirePerson(req), param(req, 'id'));
    done(req, res, `/teams/${help.team_id}/room`, { id: help.id, said: 'mentoring.said.cancelled' });
  });

  return site;
}

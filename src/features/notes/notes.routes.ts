// The doors of the notepad and of video calls. An address is opened by choice, on a page that says where it leads.
import type { Request, RequestHandler } from 'express';
import { LEFT } from '../../db/personal-data';
import type { Deps } from '../../deps';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { param, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import { createSite, type Site } from '../../web/site';
import { hackathonBySlug, rolesOf } from '../hackathons/hackathons.queries';
import { requireOrganiser } from '../hackathons/hackathons.rights';
import { enterRoom } from '../rooms/rooms.actions';
import { saveNotes, setHackathonVideo, setRoomVideo } from './notes.actions';
import { NOTES_LENGTH, notesForm, videoForm } from './notes.input';
import { notesOf, videoOf } from './notes.queries';
import { showSharedText } from './notes.shared-text.view';
import { voiceRoutes } from './notes.voice.routes';

export function notesRoutes(deps: Deps): Site {
  const site = createSite('notes');
  voiceRoutes(deps, site);

  const roomFor = (req: Request) => enterRoom(deps.db, requirePerson(req), param(req, 'id'));

  const showNotes: RequestHandler = async (req, res) => {
    const room = await roomFor(req);
    await showSharedText(deps, req, res, room, {
      kind: 'notes',
      name: room.team_name,
      action: `/rooms/${room.id}/notes`,
      back: `/teams/${room.team_id}/room`,
      limit: NOTES_LENGTH,
      saved: await notesOf(deps.db, room.id),
    });
  };
  site.get('/rooms/:id/notes', { who: 'room' }, showNotes);

  // Where websockets are blocked the page asks here whether somebody saved.
  site.get('/rooms/:id/notes.json', { who: 'room' }, async (req, res) => {
    const { id } = await roomFor(req);
    const saved = await notesOf(deps.db, id);
    const name = saved?.saved_by_name === LEFT ? req.t('frame.left') : saved?.saved_by_name;
    const last = saved && { by: { name }, at: saved.saved_at };
    res.set('Cache-Control', 'no-store').json({ roomId: id, version: saved?.version ?? 0, ...last });
  });

  site.post(
    '/rooms/:id/notes',
    { who: 'room', phase: 'rooms' },
    orFormAgain(showNotes, async (req, res) => {
      const id = param(req, 'id');
      const { version } = await saveNotes(deps, requirePerson(req), id, read(notesForm, req));
      done(req, res, `/rooms/${id}/notes`, { id, version, said: 'roomParts.said.saved' });
    }),
  );

  const showVideo: RequestHandler = async (req, res) => {
    const room = await roomFor(req);
    const locals = {
      link: linkView(await videoOf(deps.db, room.hackathon_id, room.team_id)),
      back: `/teams/${room.team_id}/room`,
      action: `/rooms/${room.id}/video`,
      crumb: room.team_name,
      can: { set: room.role !== 'expert' },
    };
    await show(req, res, 'notes/video', locals, { hackathonId: room.hackathon_id });
  };
  site.get('/rooms/:id/video', { who: 'room' }, showVideo);

  site.post(
    '/rooms/:id/video',
    { who: ['member', 'moderator'], phase: 'rooms' },
    orFormAgain(showVideo, async (req, res) => {
      const id = param(req, 'id');
      await setRoomVideo(deps, requirePerson(req), id, read(videoForm, req).url);
      done(req, res, `/rooms/${id}/video`, { id, said: 'roomParts.said.video' });
    }),
  );

  async function organisedBy(req: Request) {
    const hackathon = await hackathonBySlug(deps.db, param(req, 'h'));
    const roles = hackathon ? await rolesOf(deps.db, hackathon.id, requirePerson(req).id) : [];
    requireOrganiser(hackathon, roles);
    return hackathon;
  }
  const showVideoOfAll: RequestHandler = async (req, res) => {
    const hackathon = await organisedBy(req);
    const locals = {
      link: linkView(await videoOf(deps.db, hackathon.id, null)),
      back: `/hackathons/${hackathon.slug}`,
      action: `/hackathons/${hackathon.slug}/video`,
      crumb: req.t('roomParts.video.allRooms'),
      can: { set: true },
    };
    await show(req, res, 'notes/video', locals, { hackathonId: hackathon.id });
  };
  site.get('/hackathons/:h/video', { who: 'organiser' }, showVideoOfAll);

  site.post(
    '/hackathons/:h/video',
    { who: 'organiser' },
    orFormAgain(showVideoOfAll, async (req, res) => {
      const { id, slug } = await organisedBy(req);
      await setHackathonVideo(deps, requirePerson(req), id, read(videoForm, req).url);
      done(req, res, `/hackathons/${slug}/video`, { id, said: 'roomParts.said.video' });
    }),
  );

  return site;
}

const linkView = (link: { url: string; ofTeam: boolean } | undefined) =>
  link && { ...link, host: new URL(link.url).hostname };

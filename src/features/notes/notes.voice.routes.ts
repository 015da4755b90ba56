// The doors of voice notes: send one, hear it, write down what it says.
import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { param, requirePerson } from '../../web/request';
import type { Site } from '../../web/site';
import { AS_IT_CAME, lost } from '../../web/stored-file';
import { withUpload } from '../../web/upload';
import { requireSender } from '../room-files/room-files.actions';
import { MESSAGE_LENGTH } from '../rooms/rooms.input';
import { transcriptForm, voiceForm } from './notes.input';
import { showSharedText } from './notes.shared-text.view';
import { audibleVoice, playedVoice, saveTranscript, sendVoice } from './notes.voice.actions';
import { transcriptOf } from './notes.voice.queries';

/** Client id and author. */
const FIELDS = 2;

export function voiceRoutes(deps: Deps, site: Site): void {
  site.post('/rooms/:id/voice', { who: 'room', phase: 'rooms' }, async (req, res) => {
    const person = requirePerson(req);
    const room = await requireSender(deps, person, param(req, 'id'));
    const { id, seq } = await withUpload(
      req,
      res,
      deps.files,
      (received) => {
        const { client_id: clientId = randomUUID(), author } = read(voiceForm, req);
        return sendVoice(deps, person, room.id, { clientId, author }, received);
      },
      FIELDS,
    );
    done(req, res, `/teams/${room.team_id}/room#m-${id}`, { id, seq, made: true });
  });

  // In pieces as well: players of phones ask for the first two bytes before they play anything.
  site.get('/voice/:id', { who: 'room' }, async (req, res) => {
    const voice = await playedVoice(deps, requirePerson(req), param(req, 'id'));
    res.set({
      'Content-Type': voice.type,
      'Content-Disposition': 'inline',
      'Cache-Control': 'private, no-store',
      ...AS_IT_CAME,
    });
    await new Promise<void>((resolve, reject) => {
      const options = { cacheControl: false, etag: false, lastModified: false, dotfiles: 'allow' } as const;
      res.sendFile(
        deps.files.place(voice.stored_as),
        options,
        (error?: Error & { code?: string; status?: number }) => {
          // A player that has heard enough is no fault.
          if (!error || res.headersSent || req.destroyed) return resolve();
          if (error.status === 416) return resolve(void res.status(416).end());
          if (error.code !== 'ENOENT') return reject(error);
          reject(lost(deps, req, voice));
        },
      );
    });
  });

  const showTranscript: RequestHandler = async (req, res) => {
    const { voice, room } = await audibleVoice(deps, requirePerson(req), param(req, 'id'));
    await showSharedText(deps, req, res, room, {
      kind: 'transcript',
      name: voice.author_name,
      action: `/voice/${voice.id}/transcript`,
      sound: `/voice/${voice.id}`,
      back: `/teams/${room.team_id}/room#m-${voice.id}`,
      limit: MESSAGE_LENGTH,
      saved: await transcriptOf(deps.db, voice.id),
    });
  };

  site.get('/voice/:id/transcript', { who: 'room' }, showTranscript);

  site.post(
    '/voice/:id/transcript',
    { who: 'room', phase: 'rooms' },
    orFormAgain(showTranscript, async (req, res) => {
      const id = param(req, 'id');
      const { teamId, version } = await saveTranscript(
        deps,
        requirePerson(req),
        id,
        read(transcriptForm, req),
      );
      done(req, res, `/teams/${teamId}/room#m-${id}`, { id, version, said: 'roomParts.said.saved' });
    }),
  );
}

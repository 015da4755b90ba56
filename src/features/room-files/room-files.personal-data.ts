// Files that somebody sent into rooms: their rows lose the name, their bytes go once the erasure is committed.
import type { PersonalData } from '../../db/personal-data';
import { forgetRoomFiles, roomFilesBy } from './room-files.queries';

export const roomFilesPersonalData: PersonalData = {
  feature: 'room-files',
  collect: async (db, personId) => ({ files: await roomFilesBy(db, personId) }),
  async erase(trx, { personId, at }) {
    const stored = await forgetRoomFiles(trx, personId, at);
    return async (deps) => {
      for (const name of stored) await deps.files.remove(name);
    };
  },
};

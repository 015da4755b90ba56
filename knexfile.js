// knex cannot load TypeScript: this builds if needed and hands it the built knexfile.ts.
const { execFileSync } = require('node:child_process');
const path = require('node:path');

execFileSync(process.execPath, [path.join(__dirname, 'src/cli/run.mjs')], { stdio: 'inherit' });
module.exports = require('./dist/knexfile.js').default;

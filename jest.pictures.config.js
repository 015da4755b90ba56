// `npm run pictures`: not a test, but it needs the same server, database and browser.
module.exports = {
  ...require('./jest.config.js'),
  testMatch: ['**/*.pictures.ts'],
  reporters: ['default'],
  maxWorkers: 1,
  testTimeout: 1_200_000,
};

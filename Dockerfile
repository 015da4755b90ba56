# Two stages: build with everything, run with what is needed, as nobody special, on a file system nobody writes.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json tsconfig.browser.json knexfile.ts ./
COPY src ./src
COPY migrations ./migrations
# The compiler is also an optional peer of a library and would stay.
RUN npm run build && npm prune --omit=dev && rm -rf node_modules/typescript node_modules/@typescript

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
WORKDIR /app
RUN mkdir /data /backups && chown node:node /data /backups
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY src/cli/run.mjs ./src/cli/run.mjs
COPY views ./views
COPY public ./public
COPY LICENSE ./
USER node
VOLUME /data
EXPOSE 3000
# Alive, not ready: whoever replaces an unhealthy container must not do so because the database is away.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 CMD ["node", "-e", "fetch('http://127.0.0.1:'+(process.env.PORT||3000)+'/health/live').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["node", "src/cli/run.mjs", "main"]

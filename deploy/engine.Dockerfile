# A worker, a coordinator, and the migration of the queue's tables: one image, and a word says which. From the project's folder:
#   docker build --file deploy/engine.Dockerfile --tag swarmlab-engine .
#   docker run --rm --read-only --tmpfs /tmp --env REDIS_URL=redis://… --env SWARM_KEY=… swarmlab-engine worker
FROM node:24-bookworm-slim AS machine
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates libatomic1 \
  && rm -rf /var/lib/apt/lists/*

FROM machine AS build
WORKDIR /app
COPY . .
RUN npm ci && npm run build && node deploy/engine/keep-packages.mjs && npm prune --omit=dev --ignore-scripts

FROM machine AS engine
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/labs/package.json ./labs/
COPY --from=build /app/labs/dist ./labs/dist
COPY --from=build /app/kit/package.json ./kit/
COPY --from=build /app/kit/dist ./kit/dist
COPY --from=build /app/deploy/engine ./deploy/engine
USER 1000:1000
EXPOSE 9464
ENTRYPOINT ["/app/node_modules/.bin/node", "/app/deploy/engine/start.mjs"]
CMD ["worker"]

# The steps of deploy/run as an image. One image serves every role: web (the default here), worker, migrate.
# PostgreSQL comes from outside: ConnectionStrings__Database.

FROM node:22-bookworm-slim AS pages
WORKDIR /src/LessonLens
COPY src/LessonLens/package.json src/LessonLens/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY src/LessonLens ./
RUN npm run build

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS server
WORKDIR /src
COPY .editorconfig /
COPY src/Directory.Build.props src/Directory.Packages.props ./
COPY src/LessonLens/LessonLens.csproj LessonLens/
RUN dotnet restore LessonLens
COPY src/LessonLens LessonLens
# The built pages, with the hashes of their style blocks that the content security policy names.
COPY --from=pages /src/LessonLens/wwwroot LessonLens/wwwroot
RUN dotnet publish LessonLens -c Release -o /app --no-restore

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# util-linux has setpriv, with which ffmpeg is made to end when its worker ends; bubblewrap shuts it in where the
# container may make namespaces.
RUN apt-get update \
    && apt-get install -y --no-install-recommends ffmpeg util-linux bubblewrap \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=server /app ./
# A volume that is mounted here for the first time belongs to the same user.
RUN mkdir /data && chown "$APP_UID" /data
ENV Data__Folder=/data \
    ASPNETCORE_HTTP_PORTS=8080
EXPOSE 8080
USER $APP_UID
# An exec form: the server itself hears SIGTERM.
ENTRYPOINT ["dotnet", "LessonLens.dll"]
CMD ["web"]

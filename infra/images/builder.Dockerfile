# Compiles the nano runtime for one architecture. Everything comes from Debian's own source packages, so the engine
# and the database get Debian's security fixes; both are built for size and without what no service uses. The ciphers are
# Debian's own static library, of which only what is called gets into the runtime.
FROM debian:trixie-slim AS sources
ENV DEBIAN_FRONTEND=noninteractive
RUN set -e; \
    if [ -f /etc/apt/sources.list.d/debian.sources ]; then \
      sed -i 's/^Types: deb$/Types: deb deb-src/' /etc/apt/sources.list.d/debian.sources; \
    else \
      sed -n 's/^deb /deb-src /p' /etc/apt/sources.list > /etc/apt/sources.list.d/source.list; \
    fi; \
    apt-get update -qq; \
    apt-get install -y -qq --no-install-recommends dpkg-dev gcc libc6-dev make patch tcl xz-utils
WORKDIR /src
RUN apt-get source -qq --download-only quickjs sqlite3 \
 && dpkg-source -x quickjs_*.dsc quickjs && dpkg-source -x sqlite3_*.dsc sqlite && rm -f *.xz *.dsc
COPY sqlite.flags quickjs.flags /src/
# Flags that leave SQL syntax out must be known when the parser is generated, not only when it is compiled.
RUN mkdir sqlite/build && cd sqlite/build && ../configure -q >/dev/null \
 && make -s OPTS="$(tr '\n' ' ' < /src/sqlite.flags)" sqlite3.c >/dev/null \
 && mv sqlite3.c sqlite3.h /src/ && rm -rf /src/sqlite

FROM sources
ARG PACKAGES=gcc
ARG CC=gcc
ENV CC=${CC}
RUN apt-get install -y -qq --no-install-recommends ${PACKAGES}
ARG DEBIAN_ARCH=
RUN if [ -n "${DEBIAN_ARCH}" ]; then dpkg --add-architecture "${DEBIAN_ARCH}" && apt-get update -qq; fi \
 && cd /tmp && apt-get download -qq "libbearssl-dev${DEBIAN_ARCH:+:${DEBIAN_ARCH}}" \
 && dpkg -x libbearssl-dev_*.deb bearssl && mkdir -p /src/bearssl \
 && cp -r bearssl/usr/include/. bearssl/usr/lib/*/libbearssl.a /src/bearssl/ && rm -rf /tmp/*
COPY compile-libraries /usr/local/bin/
COPY compile.c /src/
RUN sh /usr/local/bin/compile-libraries
COPY compile-runtime compile-bytecode /usr/local/bin/

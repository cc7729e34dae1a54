#include "api/decompress.h"

#include <zlib.h>

#include <array>

namespace prophecy {

namespace {

tl::unexpected<Error> broken() {
    return fail(ErrorKind::NotTheApi, QStringLiteral("The answer cannot be decompressed."));
}

/// windowBits: of which kind the stream is, as zlib numbers them.
Result<QByteArray> inflated(const QByteArray& packed, int windowBits, qsizetype limit) {
    z_stream stream{};
    if (inflateInit2(&stream, windowBits) != Z_OK) return broken();
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.constData()));
    stream.avail_in = static_cast<uInt>(packed.size());
    QByteArray plain;
    std::array<char, 64 * 1024> chunk{};
    int state = Z_OK;
    while (state == Z_OK && plain.size() <= limit) {
        stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
        stream.avail_out = static_cast<uInt>(chunk.size());
        state = inflate(&stream, Z_NO_FLUSH);
        plain.append(chunk.data(), static_cast<qsizetype>(chunk.size() - stream.avail_out));
    }
    inflateEnd(&stream);
    if (plain.size() > limit)
        return fail(ErrorKind::TooLarge, QStringLiteral("The answer is larger than %1 MiB.").arg(limit / 1024 / 1024));
    if (state != Z_STREAM_END) return broken();
    return plain;
}

}  // namespace

Result<HttpAnswer> decompressed(HttpAnswer answer, qsizetype limit) {
    constexpr int kGzipOrZlib = 15 + 32, kBare = -15;
    const QByteArray encoding = answer.encoding.trimmed().toLower();
    if (encoding.isEmpty() || encoding == "identity" || answer.body.isEmpty()) return answer;
    if (encoding != "gzip" && encoding != "x-gzip" && encoding != "deflate") return broken();
    auto plain = inflated(answer.body, kGzipOrZlib, limit);
    // "deflate" is a zlib stream, which some servers leave bare.
    if (!plain && plain.error().kind == ErrorKind::NotTheApi && encoding == "deflate")
        plain = inflated(answer.body, kBare, limit);
    if (!plain) return fail(std::move(plain.error()));
    answer.body = std::move(*plain);
    answer.encoding.clear();
    return answer;
}

}  // namespace prophecy

using System.Text.Json;
using System.Text.Json.Serialization;

namespace LessonLens.Shared;

/// <summary>
/// Refuses U+0000, which no text of PostgreSQL can hold, while we still know in which field it came.
/// </summary>
internal sealed class StorableText : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // Without a message of its own, an exception gets the path of the field.
        if (reader.TokenType != JsonTokenType.String) throw new JsonException();
        var text = reader.GetString();
        return text?.Contains('\0') == true ? throw new JsonException() : text;
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}

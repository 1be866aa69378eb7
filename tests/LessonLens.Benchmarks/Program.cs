using System.Globalization;
using LessonLens.Benchmarks;

// dotnet run -c Release --project tests/LessonLens.Benchmarks [media [minutes [minutes to encode]]]
// dotnet run -c Release --project tests/LessonLens.Benchmarks uploads [MiB [rounds]]
// dotnet run -c Release --project tests/LessonLens.Benchmarks serving [seconds [rounds]]
// dotnet run -c Release --project tests/LessonLens.Benchmarks room [pairs [seconds]]
// dotnet run -c Release --project tests/LessonLens.Benchmarks fan-out [rooms [seconds [rounds]]]
// dotnet run -c Release --project tests/LessonLens.Benchmarks sign-in [seconds [tries]]
var numbers = args.Skip(1).Select(word => int.Parse(word, CultureInfo.InvariantCulture)).ToArray();
int Number(int at, int otherwise) => at < numbers.Length ? numbers[at] : otherwise;
switch (args.FirstOrDefault("media"))
{
    case "media":
        await MediaBenchmark.Run(Number(0, 45), Number(1, 2));
        break;
    case "uploads":
        await UploadBenchmark.Run(Number(0, 1024), Number(1, 3));
        break;
    case "serving":
        await ServingBenchmark.Run(Number(0, 5), Number(1, 3));
        break;
    case "room":
        await RoomBenchmark.Run(Number(0, 200), Number(1, 30));
        break;
    case "fan-out":
        await FanOutBenchmark.Run(Number(0, 500), Number(1, 15), Number(2, 3));
        break;
    case "sign-in":
        await SignInBenchmark.Run(Number(0, 5), Number(1, 200));
        break;
    default:
        Console.Error.WriteLine(
            "There are six benchmarks: media, uploads, serving, room, fan-out and sign-in.");
        return 2;
}

return 0;

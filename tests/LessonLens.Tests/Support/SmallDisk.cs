using System.Diagnostics;

namespace LessonLens.Tests.Support;

/// <summary>A file system of a few MiB in a folder.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder, bool isThere) => (_folder, IsThere) = (folder, isThere);

    public bool IsThere { get; }

    public static SmallDisk Below(string folder, int bytes)
    {
        Directory.CreateDirectory(folder);
        return new(folder, Run("mount", "-t", "tmpfs", "-o", $"size={bytes}", "tmpfs", folder));
    }

    public void Dispose()
    {
        // Lazily: a process that was just killed may not be gone yet.
        if (IsThere) Run("umount", "--lazy", _folder);
    }

    private static bool Run(string program, params string[] words)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, words) { UseShellExecute = false })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

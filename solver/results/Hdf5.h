// HDF5 files. On one rank as bytes: built and read in memory, so that the disk is touched only by AtomicFile.
//
// A disk that fills up inside the HDF5 library leaves a handle that cannot be closed, and its file locks fail on some
// network file systems. Here the library never does input or output; every return value is checked. Cost: the file is
// held twice in memory while it is written.
//
// Several ranks write one file together, each its own rows, by MPI-IO. Every function of SharedHdf5 is then called by
// all ranks; what fails is kept and thrown by save() on all of them, since a rank that leaves early would make the
// others wait for ever.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <hdf5.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace coldloop::results {

// Turns HDF5's own error printing off while it lives.
class QuietHdf5 {
public:
    QuietHdf5();
    ~QuietHdf5();
    QuietHdf5(const QuietHdf5&) = delete;
    QuietHdf5& operator=(const QuietHdf5&) = delete;

private:
    H5E_auto2_t function_ = nullptr;
    void* data_ = nullptr;
};

// HDF5 tells files in memory apart by name only, so each gets that of its owner's address.
std::string nameInMemory(const void* owner);

// One HDF5 object, closed at the end of its life.
class Handle {
public:
    Handle(hid_t id, herr_t (*close)(hid_t)) : id_(id), close_(close) {}
    ~Handle() { reset(); }
    Handle(Handle&& other) noexcept : id_(other.id_), close_(other.close_) { other.id_ = H5I_INVALID_HID; }
    Handle& operator=(Handle&& other) noexcept
    {
        reset();
        id_ = other.id_;
        close_ = other.close_;
        other.id_ = H5I_INVALID_HID;
        return *this;
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    hid_t get() const { return id_; }
    herr_t reset();

private:
    hid_t id_;
    herr_t (*close_)(hid_t);
};

template <class T>
hid_t nativeType()
{
    if constexpr (std::is_same_v<T, double>)
        return H5T_NATIVE_DOUBLE;
    else if constexpr (std::is_same_v<T, int>)
        return H5T_NATIVE_INT;
    else if constexpr (std::is_same_v<T, std::int64_t>)
        return H5T_NATIVE_INT64;
    else
        return H5T_NATIVE_UINT8;
}

std::string hdf5Cause(); // the innermost entry of HDF5's error stack

// Each negative when it fails.
herr_t putAttribute(hid_t file, const std::string& path, const std::string& name, const std::string& value);
herr_t putAttribute(hid_t file, const std::string& path, const std::string& name, const std::vector<int>& values);
// Variable length, as VTK asks. Groups on the way are made.
herr_t putStrings(hid_t file, const std::string& path, const std::vector<std::string>& texts);

// Builds a file. Paths are absolute inside it ("/chips/power"); groups on the way are made. Element types: double,
// int, std::int64_t, std::uint8_t. Throws EnvironmentError naming the file and HDF5's own cause.
class Hdf5Writer {
public:
    explicit Hdf5Writer(std::filesystem::path file);
    void group(const std::string& path);
    // `data` in row-major order of `shape`; `unit` becomes an attribute unless empty. `compressed` for long tables.
    template <class T>
    void write(const std::string& path, const std::vector<T>& data, const std::vector<hsize_t>& shape,
               const std::string& unit = "", bool compressed = false);
    void writeStrings(const std::string& path, const std::vector<std::string>& texts);
    void attribute(const std::string& path, const std::string& name, const std::string& value);
    void attribute(const std::string& path, const std::string& name, const std::vector<int>& values);
    void save(); // closes it and writes it under its final name; nothing can be added after

private:
    hid_t checked(hid_t result, const std::string& doing) const;
    Handle dataset(const std::string& path, hid_t type, const std::vector<hsize_t>& shape, bool compressed);

    QuietHdf5 quiet_;
    std::filesystem::path path_;
    Handle file_;
};

// A file that all ranks write: the rows of the first rank, then those of the second ... On one rank the same through
// Hdf5Writer. Throws as Hdf5Writer does.
class SharedHdf5 {
public:
    // `bytes`: about what this rank will write; refused at once where the disk or the user's limit has no room for all.
    SharedHdf5(std::filesystem::path file, double bytes);
    ~SharedHdf5(); // removes the temporary file when save() was not reached
    SharedHdf5(const SharedHdf5&) = delete;
    SharedHdf5& operator=(const SharedHdf5&) = delete;

    // rows() x `width` values of this rank, data.size() = rows * width. Element types as Hdf5Writer's.
    template <class T>
    void writeRows(const std::string& path, const std::vector<T>& data, hsize_t width = 1,
                   const std::string& unit = "");
    void writeStrings(const std::string& path, const std::vector<std::string>& texts); // equal on all ranks
    template <class T>                                                                 // text or numbers
    void attribute(const std::string& path, const std::string& name, const T& value)
    {
        alone_ ? alone_->attribute(path, name, value)
               : void(kept(putAttribute(file_.get(), path, name, value), "write the attribute " + name));
    }
    void save();

private:
    hid_t kept(hid_t result, const std::string& doing);

    QuietHdf5 quiet_;
    std::filesystem::path path_, temporary_;
    std::unique_ptr<Hdf5Writer> alone_;
    Handle file_;
    std::vector<std::pair<std::string, std::vector<std::string>>> strings_; // written at last, by the first rank
    std::string failure_;
};

// Reads a file that was written above. Throws EnvironmentError when it cannot be read from the disk, InputError when it
// is not a complete HDF5 file or lacks what is asked for.
class Hdf5Reader {
public:
    explicit Hdf5Reader(std::filesystem::path file);
    std::vector<std::string> members(const std::string& group) const; // names, sorted
    std::vector<double> read(const std::string& path) const;
    std::string text(const std::string& path, const std::string& attribute) const;
    int integer(const std::string& path, const std::string& attribute) const;

private:
    hid_t checked(hid_t result, const std::string& what) const;

    QuietHdf5 quiet_;
    std::filesystem::path path_;
    Handle file_;
};

} // namespace coldloop::results
